#!/bin/sh
# Starts Electron as an ordinary user for tests that are run by root (ordinary-user.ts): Chromium's sandbox refuses
# root. The runtime and the clone may lie in folders that are closed to others, so both are seen below the user's own
# folder, in a mount namespace that ends with the program; no permission of any folder is changed. A keychain of the
# user's own comes with a D-Bus session. Anything that cannot be had here ends the start, and the test with it.
set -eu
case "$1" in
--as-root)
  shift
  exec unshare --mount -- "$0" --with-places "$@"
  ;;
--with-places)
  shift
  mount --bind "$CASTELLAN_RUNTIME" "$HOME/electron"
  mount --bind "$CASTELLAN_CLONE" "$HOME/castellan"
  cd "$HOME"
  exec setpriv --reuid "$CASTELLAN_UID" --regid "$CASTELLAN_GID" --clear-groups --inh-caps=-all --bounding-set=-all \
    dbus-run-session -- "$HOME/castellan/test/e2e/support/as-ordinary-user.sh" --as-user "$@"
  ;;
--as-user)
  shift
  printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null
  exec "$HOME/electron/electron" "$@"
  ;;
*)
  exec "$0" --as-root "$@"
  ;;
esac
