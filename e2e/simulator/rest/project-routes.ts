/** Section 6.9: projects and the credentials of their points of sale. */
import { requirePermission, requireScope } from '../auth/scopes.ts';
import { type Call, jsonObject } from '../http/call.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { intField, textField } from '../transactions/read-fields.ts';
import { randomText } from '../world/random-text.ts';
import type { Project } from '../world/records.ts';
import { nextId, type World } from '../world/world.ts';
import { callerOf, idOf, userOf } from './paths.ts';
import { pickFields } from './pick-fields.ts';

export function projectRoutes(world: World): Route[] {
  const route = (method: string, pattern: string, run: (call: Call) => unknown): Route => ({ method, pattern, access: 'caller', run });
  return [
    route('GET', 'project/{project}', (call) => showProject(world, projectOf(world, call))),
    route('PUT', 'project/{project}', (call) => change(world, call)),
    route('GET', 'user/{user}/projects', (call) => projectsOfUser(world, call)),
    route('POST', 'project/mpos-credentials', (call) => makeMpos(world, call)),
    route('GET', 'project/mpos-credentials/{mpos}', (call) => readMpos(world, call)),
  ];
}

export function showProject(world: World, project: Project): Record<string, unknown> {
  const owner = world.users.get(project.ownerId);
  return {
    id: project.id,
    title: project.title,
    ...(project.description !== undefined ? { description: project.description } : {}),
    wallet_id: project.walletId,
    ...(owner ? { owner_display_name: owner.displayName } : {}),
  };
}

export function projectOf(world: World, call: Call): Project {
  const caller = callerOf(call);
  requirePermission(caller, 'use_client_api');
  const project = world.projects.get(idOf(call.params.project));
  if (!project) throw new Refusal('not_found', 'No such project');
  if (!caller.client.projectIds.includes(project.id)) throw new Refusal('forbidden', 'The client does not belong to this project');
  return project;
}

function change(world: World, call: Call): unknown {
  const project = projectOf(world, call);
  const body = jsonObject(call);
  const title = textField(body, 'title');
  const walletId = intField(body, 'wallet_id');
  if (!title) throw invalid('title', 'is required');
  if (walletId !== undefined && world.wallets.get(walletId)?.userId !== project.ownerId)
    throw invalid('wallet_id', 'is no wallet of the owner');
  project.title = title;
  project.description = textField(body, 'description') ?? project.description;
  project.walletId = walletId ?? project.walletId;
  world.projects.touch(project.id);
  return showProject(world, project);
}

/** Projects of companies whose account the person operates, and the person's own. */
function projectsOfUser(world: World, call: Call): unknown {
  const user = userOf(world, call);
  requireScope(world, callerOf(call), user.id, ['projects']);
  const fields = call.query.get('fields');
  const administers = (project: Project) =>
    project.ownerId === user.id ||
    [...world.accounts.values()].some((account) => account.ownerId === project.ownerId && account.operators.includes(user.id));
  return [...world.projects.values()].filter(administers).map((project) => {
    const shown = showProject(world, project);
    return fields === undefined ? shown : pickFields(fields, shown);
  });
}

function makeMpos(world: World, call: Call): unknown {
  const caller = callerOf(call);
  requirePermission(caller, 'use_client_api');
  const id = nextId(world, 'mpos');
  const projectId = intField(jsonObject(call), 'project_id') ?? caller.projectId;
  if (!caller.client.projectIds.includes(projectId)) throw new Refusal('forbidden', 'The client does not belong to this project');
  const made = { id, username: `mpos${id}`, password: randomText(16), projectId };
  world.mposCredentials.set(id, made);
  return { id, username: made.username, password: made.password, project_id: projectId };
}

function readMpos(world: World, call: Call): unknown {
  const caller = callerOf(call);
  requirePermission(caller, 'use_client_api');
  const found = world.mposCredentials.get(idOf(call.params.mpos));
  if (!found || !caller.client.projectIds.includes(found.projectId)) throw new Refusal('not_found', 'No such credentials');
  return { id: found.id, username: found.username, password: found.password, project_id: found.projectId };
}
