#!/bin/sh
# Writes src/test/resources/zarrita.zip from the project's folder, with Node 20 and npm:
#   mvn test -Dtest=ZarritaTest -Datrousj.update=true    (writes target/zarrita/ours)
#   sh src/test/js/zarrita.sh
# Fails when zarrita does not read what we wrote; puts what it wrote and what it has read together.
set -e
work=target/zarrita
cp src/test/js/zarrita.mjs $work/
(cd $work && npm install --no-save --no-audit --no-fund zarrita@0.7.5)
rm -rf $work/theirs
(cd $work && node zarrita.mjs read ours/* && node zarrita.mjs write theirs)
python3 - <<'PYTHON'
import os, zipfile
with zipfile.ZipFile("src/test/resources/zarrita.zip", "w", zipfile.ZIP_DEFLATED) as out:
    for top in ("ours", "theirs"):
        for folder, _, names in sorted(os.walk("target/zarrita/" + top)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                entry = zipfile.ZipInfo(os.path.relpath(path, "target/zarrita"), (2000, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(entry, open(path, "rb").read())
PYTHON
