# blender -b -noaudio -P render.py -- SLUG SAMPLES WIDTH FOLDER LABELS   (labels.ts draws into LABELS first)
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import scenes
import studio

slug, samples, width, folder, labels = sys.argv[sys.argv.index("--") + 1 :]
scenes.LABELS = labels
scenes.scenes[slug]()
studio.take(int(samples), folder, int(width))
