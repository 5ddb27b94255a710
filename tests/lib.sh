# shellcheck shell=bash
# What ./run and ./test share. Sourced, with `set -euo pipefail`, after root= names the repository's folder.
: "${root:?}"

say() { printf '%s\n' "$*"; }
die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Node 18 may try ::1 first for "localhost", where nobody listens.
export NODE_OPTIONS="${NODE_OPTIONS:+$NODE_OPTIONS }--dns-result-order=ipv4first"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

has_package() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

node_is_new_enough() {
    command -v node >/dev/null && command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'
}

# install_packages GROUP...: what packages.txt lists under these groups and the system lacks.
install_packages() {
    local group package missing=()
    while read -r group package; do
        case "$group" in '' | '#'*) continue ;; esac
        case " $* " in *" $group "*) ;; *) continue ;; esac
        case "$package" in nodejs | npm) node_is_new_enough && continue ;; esac
        has_package "$package" || missing+=("$package")
    done <"$root/packages.txt"
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    command -v apt-get >/dev/null || die "These packages are needed, and there is no apt-get here to install them."
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || die "Run this as root, or install sudo: packages are missing."
    # The server makes its own cluster; Debian's must not make another beside it.
    if ! has_package postgresql-common && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        as_root mkdir -p /etc/postgresql-common
        say 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 \
        apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-confold "${missing[@]}"
}

# build PRESET [TARGET...]: ninja shows [n/m]. WELLKEPT_BINARY names a binary made elsewhere and spares the build.
build() {
    local preset=$1
    shift
    export NINJA_STATUS='[%f/%t] '
    [ -f "$root/build/$preset/build.ninja" ] || (cd "$root" && cmake --preset "$preset")
    cmake --build "$root/build/$preset" ${1:+--target "$@"}
}

# node_modules FOLDER: as its lock file says. One at a time: two npm in one folder tear each other's files away.
node_modules() (
    folder=$root/$1
    exec 8<"$folder/package.json"
    flock 8
    [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && return 0
    say "Installing node modules of $1"
    # npm ci refuses a lock file whose optional packages of other platforms the registry did not offer; then the locked
    # versions are installed without that check, and the lock file stays as it is.
    cd "$folder" &&
        { npm ci --no-audit --no-fund --loglevel=silent 8>&- || npm install --no-save --no-audit --no-fund --loglevel=error 8>&-; } &&
        touch node_modules/.package-lock.json
)

build_web() {
    local newer
    newer=$(find "$root/web/src" "$root/web/public" "$root/web/scripts" "$root/web/index.html" "$root/web/vite.config.ts" \
        "$root/web/package-lock.json" -newer "$root/web/dist/index.html" -print -quit 2>/dev/null || say all)
    [ -n "$newer" ] || return 0
    node_modules web
    say "Building the web pages"
    (cd "$root/web" && npm run --silent build)
}

# certificates FOLDER: a certificate for localhost by an authority of its own, whose key is thrown away at once.
certificates() {
    local folder=$1
    if [ -s "$folder/key.pem" ] && openssl x509 -checkend 604800 -noout -in "$folder/certificate.pem" >/dev/null 2>&1; then return 0; fi
    mkdir -p "$folder"
    chmod 700 "$folder"
    local draft=$folder/draft
    rm -rf "$draft"
    mkdir "$draft"
    (
        cd "$draft"
        umask 077
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca-key.pem -out ca.pem -days 397 \
            -subj '/O=Wellkept demonstration/CN=Authority of this machine alone' \
            -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign' \
            -addext 'nameConstraints=critical,permitted;DNS:localhost,permitted;IP:127.0.0.1/255.255.255.255,permitted;IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF'
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out request.pem -subj '/CN=localhost'
        printf '%s\n' 'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature' 'extendedKeyUsage=serverAuth' \
            'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1' >extensions
        openssl x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 396 -extfile extensions -out leaf.pem
        cat leaf.pem ca.pem >certificate.pem
    ) >"$folder/openssl.log" 2>&1 || die "The TLS certificate could not be made: see $folder/openssl.log"
    mv "$draft/key.pem" "$draft/certificate.pem" "$draft/ca.pem" "$folder/"
    rm -rf "$draft" "$folder/openssl.log"
}

# write_configuration STATE PORT VENDOR_PORT EXTRA: STATE/wellkept.yaml from deploy/demo.
write_configuration() {
    local state=$1 text
    text=$(<"$root/deploy/demo/wellkept.yaml.in")
    text=${text//@SOURCE@/$root}
    text=${text//@PORT@/$2}
    text=${text//@VENDOR_PORT@/$3}
    printf '%s\n%s' "$text" "${4:-}" >"$state/wellkept.yaml.new"
    mv "$state/wellkept.yaml.new" "$state/wellkept.yaml"
}

# start LOG COMMAND...: in the background; sets started= to its process id. It ends with us, however we end.
start() {
    local log=$1
    shift
    setpriv --pdeathsig TERM -- "$@" >>"$log" 2>&1 9>&- &
    # shellcheck disable=SC2034 # for the caller
    started=$!
}

# wait_for_url URL CA SECONDS PID WHAT LOG
wait_for_url() {
    local until=$((SECONDS + $3))
    until curl --silent --fail --cacert "$2" --max-time 2 --output /dev/null "$1"; do
        kill -0 "$4" 2>/dev/null || { tail -n 20 "$6" >&2; die "$5 ended while starting. Its whole log: $6"; }
        [ $SECONDS -lt $until ] || { tail -n 20 "$6" >&2; die "$5 did not answer within $3 seconds. Its whole log: $6"; }
        sleep 0.1
    done
}

# stop SECONDS PID...: TERM, and after that long KILL.
stop() {
    local seconds=$1 pid until
    shift
    [ $# -gt 0 ] || return 0
    kill -TERM "$@" 2>/dev/null || true
    until=$((SECONDS + seconds))
    for pid in "$@"; do
        while kill -0 "$pid" 2>/dev/null; do
            if [ $SECONDS -ge $until ]; then kill -KILL "$pid" 2>/dev/null || true; fi
            sleep 0.05
        done
        wait "$pid" 2>/dev/null || true
    done
}

port_is_free() {
    node -e 'const s = require("net").createServer(); s.once("error", () => process.exit(1)); s.listen(+process.argv[1], "127.0.0.1", () => s.close());' "$1"
}
# Prints so many ports that are free just now.
free_ports() {
    node -e 'const net = require("net"); const all = Array.from({length: +process.argv[1]}, () => net.createServer().listen(0, "127.0.0.1"));
        Promise.all(all.map((s) => new Promise((r) => s.once("listening", r)))).then(() => { console.log(all.map((s) => s.address().port).join(" ")); all.forEach((s) => s.close()); });' "$1"
}
