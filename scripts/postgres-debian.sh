#!/usr/bin/env bash
# PostgreSQL with pgvector on Debian, and throw-away clusters of it for tests and development.
#
#   scripts/postgres-debian.sh install            server, contrib and pgvector; does nothing when they are there
#   scripts/postgres-debian.sh start DIR [...]    a new cluster in DIR on a free loopback port; prints its URL
#   scripts/postgres-debian.sh stop DIR [--remove]
#   scripts/postgres-debian.sh kill DIR           ends it as a power cut would (SIGKILL), for tests of that
#   scripts/postgres-debian.sh restart DIR        starts a cluster that was stopped or killed, on its old port
#   scripts/postgres-debian.sh bindir             the folder of the binaries that the other commands use
#
# Options of start:
#   --no-fsync             give up crash safety for speed: tests only
#   --max-connections N    100 unless told
#   --set NAME=VALUE       any further server setting, as often as needed
#   --while PID            stop and remove the cluster when that process has ended
#
# Environment: POSTGRES_MAJOR (15 to 18) and POSTGRES_BINDIR choose a version; PGVECTOR_SUITE names the
# suite whose source package is built where the machine's own suite has no package of pgvector.
set -euo pipefail

readonly majors='18 17 16 15'
readonly apt_options=(-q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)

say() { printf 'postgres-debian: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "needs root to run: $*"
  fi
}

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get "${apt_options[@]}" "$@" </dev/null >&2; }

# --- which PostgreSQL ---------------------------------------------------------------------------

extension_dir() { printf '%s/extension' "$("$1/pg_config" --sharedir 2>/dev/null || debian_sharedir "$1")"; }

# Debian's pg_config comes with the development package only, so the folder is told from the other one.
debian_sharedir() {
  local major
  major=$(basename "$(dirname "$1")")
  printf '/usr/share/postgresql/%s' "$major"
}

candidate_bindirs() {
  if [ -n "${POSTGRES_BINDIR:-}" ]; then
    printf '%s\n' "$POSTGRES_BINDIR"
    return
  fi
  local major
  for major in ${POSTGRES_MAJOR:-$majors}; do
    printf '/usr/lib/postgresql/%s/bin\n' "$major"
  done
  if [ -z "${POSTGRES_MAJOR:-}" ] && command -v initdb >/dev/null; then
    dirname "$(command -v initdb)"
  fi
}

# Prints the first folder of binaries whose extensions are complete.
find_bindir() {
  local bindir extensions
  while read -r bindir; do
    [ -x "$bindir/initdb" ] && [ -x "$bindir/pg_ctl" ] || continue
    extensions=$(extension_dir "$bindir")
    if [ -e "$extensions/vector.control" ] && [ -e "$extensions/pg_trgm.control" ]; then
      printf '%s\n' "$bindir"
      return 0
    fi
  done < <(candidate_bindirs)
  return 1
}

# --- install ------------------------------------------------------------------------------------

installed_major() {
  local major
  for major in ${POSTGRES_MAJOR:-$majors}; do
    if [ -x "/usr/lib/postgresql/$major/bin/initdb" ]; then
      printf '%s\n' "$major"
      return 0
    fi
  done
  return 1
}

has_candidate() {
  local candidate
  candidate=$(LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: //p')
  [ -n "$candidate" ] && [ "$candidate" != '(none)' ]
}

available_major() {
  local major
  for major in ${POSTGRES_MAJOR:-$majors}; do
    if has_candidate "postgresql-$major"; then
      printf '%s\n' "$major"
      return 0
    fi
  done
  return 1
}

# The Debian package would start a cluster of its own on the usual port; nobody here needs that one.
install_server() {
  local major=$1 setting=/etc/postgresql-common/createcluster.d/zz-no-main-cluster.conf status=0
  say "installing postgresql-$major"
  as_root mkdir -p "$(dirname "$setting")"
  printf 'create_main_cluster = false\n' | as_root tee "$setting" >/dev/null
  apt_get install --no-install-recommends "postgresql-$major" || status=$?
  as_root rm -f "$setting"
  return "$status"
}

suite_after() {
  case "$1" in
    bookworm) echo trixie ;;
    trixie) echo forky ;;
    *) echo sid ;;
  esac
}

# Downloads the source package of pgvector into the current folder. The mirror is the one that this
# machine already uses for its own suite; apt checks the signature as always.
download_pgvector() {
  local suite=$1 codename=$2 root=$3 mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)|$(CODENAME)|$(COMPONENT)' 'Created-By: Packages' |
    sed -n "s/|$codename|main\$//p" | head -n 1)
  [ -n "$mirror" ] || die "found no mirror for Debian $codename in this machine's apt sources"
  mkdir -p "$root/lists/partial" "$root/cache/archives/partial"
  printf 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$suite" \
    >"$root/sources.list"
  local options=(
    -o "Dir::Etc::SourceList=$root/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$root/lists"
    -o "Dir::Cache=$root/cache" -o APT::Sandbox::User= -o APT::Get::List-Cleanup=0 -o Acquire::Retries=3
  )
  apt-get -q "${options[@]}" update </dev/null >&2
  apt-get -q "${options[@]}" source --download-only pgvector </dev/null >&2
}

build_pgvector() {
  local major=$1 codename suite work pg_config
  codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
  suite=${PGVECTOR_SUITE:-$(suite_after "$codename")}
  pg_config=/usr/lib/postgresql/$major/bin/pg_config
  say "no package of pgvector for PostgreSQL $major here: building the source package of $suite"
  apt_get install --no-install-recommends build-essential dpkg-dev "postgresql-server-dev-$major"
  work=$(mktemp -d)
  (
    trap 'rm -rf "$work"' EXIT
    cd "$work"
    download_pgvector "$suite" "$codename" "$work/apt"
    mkdir source
    tar -xf pgvector_*.orig.tar.* -C source --strip-components=1
    # An empty OPTFLAGS leaves out -march=native: what is built here may be copied to another machine.
    make -C source OPTFLAGS='' PG_CONFIG="$pg_config" >&2
    as_root make -C source OPTFLAGS='' PG_CONFIG="$pg_config" install >&2
  )
}

install() {
  local bindir major
  if bindir=$(find_bindir); then
    say "PostgreSQL with pgvector is there: $bindir"
    return
  fi
  command -v apt-get >/dev/null || die 'install works on Debian only; elsewhere install PostgreSQL and pgvector by hand'
  apt_get update
  if ! major=$(installed_major); then
    major=$(available_major) || die 'this Debian offers no PostgreSQL from 15 to 18'
    install_server "$major"
  fi
  if has_candidate "postgresql-$major-pgvector"; then
    apt_get install --no-install-recommends "postgresql-$major-pgvector"
  else
    build_pgvector "$major"
  fi
  bindir=$(find_bindir) || die "PostgreSQL $major was installed, but its vector extension is still missing"
  say "installed: $bindir"
}

# --- throw-away clusters ------------------------------------------------------------------------

# PostgreSQL refuses to run as root, so root hands over to a user who owns nothing else.
server_user() {
  local user
  for user in postgres nobody; do
    if id "$user" >/dev/null 2>&1; then
      printf '%s\n' "$user"
      return
    fi
  done
  die 'found no user to run PostgreSQL as'
}

as_server_user() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
    return
  fi
  local user group
  user=$(server_user)
  group=$(id -gn "$user")
  if command -v setpriv >/dev/null; then
    setpriv --reuid="$user" --regid="$group" --clear-groups -- "$@"
  else
    runuser -u "$user" -- "$@"
  fi
}

random_hex() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range from which systems take the ports of outgoing connections.
random_port() {
  local port
  while :; do
    port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
    if port_is_free "$port"; then
      printf '%s\n' "$port"
      return
    fi
  done
}

running_pid() {
  local pid_file=$1/data/postmaster.pid pid
  [ -r "$pid_file" ] || return 1
  pid=$(head -n 1 "$pid_file")
  if [ ! -d /proc/self ]; then
    kill -0 "$pid" 2>/dev/null && printf '%s\n' "$pid"
    return
  fi
  # The number may have gone to another process after a crash: that one does not sit in the folder.
  [ "$(readlink -f "/proc/$pid/cwd" 2>/dev/null || true)" = "$(readlink -f "$1/data")" ] || return 1
  printf '%s\n' "$pid"
}

start() {
  local dir='' max_connections=100 fsync=on owner='' settings=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --no-fsync) fsync=off ;;
      --max-connections) max_connections=${2:?a number must follow --max-connections}; shift ;;
      --set) settings+=("${2:?NAME=VALUE must follow --set}"); shift ;;
      --while) owner=${2:?a process id must follow --while}; shift ;;
      -*) die "unknown option $1" ;;
      *) [ -z "$dir" ] || die 'start takes one folder'; dir=$1 ;;
    esac
    shift
  done
  [ -n "$dir" ] || die 'usage: start DIR [--no-fsync] [--max-connections N] [--set NAME=VALUE] [--while PID]'

  local bindir
  bindir=$(find_bindir) || die 'found no PostgreSQL with pgvector: run scripts/postgres-debian.sh install'
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd -P)
  if running_pid "$dir" >/dev/null; then
    cat "$dir/url"
    return
  fi
  if [ -e "$dir/data" ]; then
    die "$dir/data holds a cluster that is not running: stop --remove it first"
  fi

  if [ "$(id -u)" -eq 0 ]; then chown "$(server_user)" "$dir"; fi
  chmod 700 "$dir"
  as_server_user test -w "$dir" || die "the user who runs PostgreSQL cannot reach $dir"
  cd "$dir"

  local password port attempt started=no
  password=$(random_hex 16)
  printf '%s\n' "$password" | as_server_user tee password >/dev/null
  as_server_user "$bindir/initdb" --pgdata=data --username=postgres --pwfile=password --encoding=UTF8 \
    --locale=C.UTF-8 --auth=scram-sha-256 --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; die 'initdb failed'; }
  {
    printf "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\n"
    printf 'max_connections = %s\n' "$max_connections"
    if [ "$fsync" = off ]; then printf 'fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n'; fi
    local setting
    for setting in ${settings[@]+"${settings[@]}"}; do
      printf "%s = '%s'\n" "${setting%%=*}" "${setting#*=}"
    done
  } >>data/postgresql.conf

  for attempt in 1 2 3 4 5; do
    port=$(random_port)
    # Descriptors above 2 are closed: a caller who reads our output must not wait for the server's end.
    if as_server_user "$bindir/pg_ctl" --pgdata=data --log=server.log --wait --timeout=60 --silent \
      --options="-p $port" start </dev/null >pg_ctl.log 2>&1 3>&- 4>&- 5>&-; then
      started=yes
      break
    fi
    grep -q 'could not bind' server.log || break
    say "port $port was taken meanwhile (attempt $attempt)"
  done
  if [ "$started" = no ]; then
    cat server.log >&2 || true
    die "the server did not start in $dir"
  fi

  printf 'postgres://postgres:%s@127.0.0.1:%s/postgres\n' "$password" "$port" | as_server_user tee url >/dev/null
  chmod 600 url password
  if [ -n "$owner" ]; then
    # In a session of its own where that is possible, so that a Ctrl-C does not end the watcher too.
    "$(command -v setsid || command -v nohup)" bash "$script" watch "$dir" "$owner" </dev/null >/dev/null 2>&1 &
  fi
  cat url
}

stop() {
  local dir='' remove=no
  while [ $# -gt 0 ]; do
    case "$1" in
      --remove) remove=yes ;;
      -*) die "unknown option $1" ;;
      *) dir=$1 ;;
    esac
    shift
  done
  [ -n "$dir" ] || die 'usage: stop DIR [--remove]'
  [ -d "$dir" ] || return 0
  dir=$(cd "$dir" && pwd -P)

  local pid
  if pid=$(running_pid "$dir"); then
    # SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one.
    kill -INT "$pid"
    local waited=0
    while running_pid "$dir" >/dev/null; do
      waited=$((waited + 1))
      if [ "$waited" -eq 100 ]; then kill -QUIT "$pid"; fi
      if [ "$waited" -gt 200 ]; then die "the server with process id $pid does not stop"; fi
      sleep 0.1
    done
  fi
  if [ "$remove" = yes ]; then
    rm -rf "$dir/data"
    rm -f "$dir/url" "$dir/password" "$dir/initdb.log" "$dir/pg_ctl.log" "$dir/server.log"
    rmdir "$dir" 2>/dev/null || true
  fi
}

# SIGKILL to the server; its children end by themselves once they see that it is gone.
kill_server() {
  local dir=${1:?usage: kill DIR} pid
  dir=$(cd "$dir" && pwd -P)
  pid=$(running_pid "$dir") || die "no server runs in $dir"
  kill -KILL "$pid"
  while running_pid "$dir" >/dev/null; do sleep 0.01; done
}

restart() {
  local dir=${1:?usage: restart DIR} bindir port attempt
  dir=$(cd "$dir" && pwd -P)
  if running_pid "$dir" >/dev/null; then
    cat "$dir/url"
    return
  fi
  [ -e "$dir/data" ] || die "there is no cluster in $dir"
  bindir=$(find_bindir) || die 'found no PostgreSQL with pgvector: run scripts/postgres-debian.sh install'
  cd "$dir"
  port=$(sed 's/.*:\([0-9]*\)\/.*/\1/' url)
  # Children of a server that was killed hold its memory for a moment.
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    if as_server_user "$bindir/pg_ctl" --pgdata=data --log=server.log --wait --timeout=60 --silent \
      --options="-p $port" start </dev/null >pg_ctl.log 2>&1 3>&- 4>&- 5>&-; then
      cat url
      return
    fi
    say "the server did not start yet (attempt $attempt)"
    sleep 0.3
  done
  tail -n 20 server.log >&2
  die "the server did not start in $dir"
}

# Runs in the background: ends the cluster after its owner, however that one ended.
watch() {
  local dir=$1 owner=$2
  cd /
  while kill -0 "$owner" 2>/dev/null && [ -e "$dir/data" ]; do sleep 2; done
  stop "$dir" --remove
}

script=$(readlink -f "${BASH_SOURCE[0]}")
case "${1:-}" in
  install) install ;;
  start) shift; start "$@" ;;
  stop) shift; stop "$@" ;;
  kill) shift; kill_server "$@" ;;
  restart) shift; restart "$@" ;;
  watch) shift; watch "$@" ;;
  bindir) find_bindir || die 'found no PostgreSQL with pgvector: run scripts/postgres-debian.sh install' ;;
  *) sed -n '2,/^set -e/{/^set -e/d;s/^# \{0,1\}//;p;}' "$script" >&2; exit 64 ;;
esac
