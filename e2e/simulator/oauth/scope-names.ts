/** Section 4.7: every scope there is, in plain words for the consent page, in three languages. */
export type Language = 'en' | 'lt' | 'ru';

const words: Record<string, Record<Language, string>> = {
  email: { en: 'Your email address', lt: 'Jūsų el. pašto adresas', ru: 'Ваш адрес эл. почты' },
  phone: { en: 'Your phone number', lt: 'Jūsų telefono numeris', ru: 'Ваш номер телефона' },
  address: { en: 'Your address', lt: 'Jūsų adresas', ru: 'Ваш адрес' },
  dob: { en: 'Your date of birth', lt: 'Jūsų gimimo data', ru: 'Ваша дата рождения' },
  gender: { en: 'Your gender', lt: 'Jūsų lytis', ru: 'Ваш пол' },
  full_name: { en: 'Your name and surname', lt: 'Jūsų vardas ir pavardė', ru: 'Ваши имя и фамилия' },
  identity: {
    en: 'Your name, surname, nationality and personal code',
    lt: 'Jūsų vardas, pavardė, pilietybė ir asmens kodas',
    ru: 'Ваши имя, фамилия, гражданство и личный код',
  },
  identification_level: {
    en: 'How well Paysera knows who you are',
    lt: 'Jūsų tapatybės patvirtinimo lygis',
    ru: 'Уровень подтверждения вашей личности',
  },
  identification_data: { en: 'Data of your identity documents', lt: 'Jūsų asmens dokumentų duomenys', ru: 'Данные ваших документов' },
  user_info: { en: 'General information about you', lt: 'Bendra informacija apie jus', ru: 'Общая информация о вас' },
  phone_confirmation: {
    en: 'Your confirmed phone numbers',
    lt: 'Jūsų patvirtinti telefono numeriai',
    ru: 'Ваши подтверждённые номера телефонов',
  },
  wallet_list: {
    en: 'The list of your wallets and accounts',
    lt: 'Jūsų piniginių ir sąskaitų sąrašas',
    ru: 'Список ваших кошельков и счетов',
  },
  balance: { en: 'The balance of your wallets', lt: 'Jūsų piniginių likutis', ru: 'Остаток в ваших кошельках' },
  check_has_sufficient_balance: {
    en: 'Whether you have enough for an amount, yes or no',
    lt: 'Ar jums užtenka lėšų: taip arba ne',
    ru: 'Хватает ли вам денег: да или нет',
  },
  statements: { en: 'Your account statements', lt: 'Jūsų sąskaitų išrašai', ru: 'Выписки по вашим счетам' },
  recent_statements: { en: 'Your recent account statements', lt: 'Jūsų naujausi sąskaitų išrašai', ru: 'Ваши последние выписки' },
  incoming_payments: { en: 'Payments on their way to you', lt: 'Jums siunčiami mokėjimai', ru: 'Платежи на пути к вам' },
  outgoing_payments: { en: 'Payments you have started', lt: 'Jūsų pradėti mokėjimai', ru: 'Начатые вами платежи' },
  initiate_transfers: {
    en: 'Prepare transfers for you to sign',
    lt: 'Parengti pervedimus jūsų pasirašymui',
    ru: 'Готовить переводы вам на подпись',
  },
  pep: { en: 'Whether you hold a political office', lt: 'Ar einate politines pareigas', ru: 'Занимаете ли вы политическую должность' },
  projects: { en: 'The projects you administer', lt: 'Jūsų valdomi projektai', ru: 'Проекты под вашим управлением' },
  cards: { en: 'Your linked payment cards', lt: 'Jūsų susietos mokėjimo kortelės', ru: 'Ваши привязанные карты' },
  favourites: { en: 'Your frequent beneficiaries', lt: 'Jūsų dažni gavėjai', ru: 'Ваши частые получатели' },
  avatar: { en: 'Your picture', lt: 'Jūsų nuotrauka', ru: 'Ваша фотография' },
  services: { en: 'The Paysera services you use', lt: 'Jūsų naudojamos „Paysera“ paslaugos', ru: 'Используемые вами услуги Paysera' },
  user_position: { en: 'Your location', lt: 'Jūsų buvimo vieta', ru: 'Ваше местоположение' },
  manage_account: {
    en: 'Change the descriptions of your accounts',
    lt: 'Keisti jūsų sąskaitų aprašymus',
    ru: 'Менять описания ваших счетов',
  },
  sent_transaction_requests: {
    en: 'Payment requests you sent',
    lt: 'Jūsų išsiųsti mokėjimo prašymai',
    ru: 'Отправленные вами запросы оплаты',
  },
  received_transaction_requests: {
    en: 'Payment requests you received',
    lt: 'Jūsų gauti mokėjimo prašymai',
    ru: 'Полученные вами запросы оплаты',
  },
};

/** Never asked for at the page: an SMS code adds them when refreshing. */
export const extendedScopes = ['convert_currency', 'make_bank_transfers'];

const offlineScopes = new Set([
  'balance',
  'statements',
  'phone_confirmation',
  'phone',
  'email',
  'address',
  'identity',
  'full_name',
  'identification_level',
  'wallet_list',
  'dob',
  'gender',
  'identification_data',
]);

export type Scope = { text: string; name: string; offline: boolean; optional: boolean };

/** Null when there is no such scope: `phone_offline_optional` is one, `name` and `phone_optional_offline` are none. */
export function readScope(text: string): Scope | null {
  const optional = text.endsWith('_optional');
  const rest = optional ? text.slice(0, -'_optional'.length) : text;
  const offline = rest.endsWith('_offline');
  const name = offline ? rest.slice(0, -'_offline'.length) : rest;
  if (!Object.hasOwn(words, name) || (offline && !offlineScopes.has(name))) return null;
  return { text, name, offline, optional };
}

export function describeScope(scope: Scope, language: Language): string {
  return words[scope.name]?.[language] ?? scope.name;
}
