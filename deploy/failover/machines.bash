# Three machines played by processes of one: each has etcd, Patroni and the PostgreSQL that Patroni starts, on a loopback
# address of its own and the ports of a real machine. Read by ./run, which sets `here` and `folder`.

pg_bin=/usr/lib/postgresql/15/bin

# An own network of the loopback, so that two rehearsals do not meet: 127.X.Y.0/24.
network="127.$((20 + $$ / 200 % 200)).$((20 + $$ % 200))"
declare -A address=([db1]="$network.1" [db2]="$network.2" [db3]="$network.3")
declare -A etcd_pid=() patroni_pid=()

# listens ADDRESS PORT: whether somebody does.
listens() {
    (exec 4<>"/dev/tcp/$1/$2") 2>/dev/null
}

# A server of this machine that listens on every address would be in the way.
are_ports_free() {
    local port
    for port in 2379 2380 5432 8008; do
        if listens "${address[db1]}" "$port"; then
            echo "something on this machine listens on port $port of every address; the rehearsal needs it" >&2
            return 1
        fi
    done
}

# free_port FIRST: a port of 127.0.0.1 from there on; below those that outgoing connections use.
free_port() {
    local port
    for port in $(seq "$1" $(($1 + 1999))); do
        if ! listens 127.0.0.1 "$port"; then
            echo "$port"
            return 0
        fi
    done
    return 1
}

secret() {
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}

superuser_password="$(secret)"
replication_password="$(secret)"
rewind_password="$(secret)"
rest_password="$(secret)"
kezek_password="$(secret)"

# PostgreSQL refuses to run as root.
unprivileged=()
if [ "$(id -u)" -eq 0 ]; then
    unprivileged=(setpriv --reuid=postgres --regid=postgres --init-groups --)
fi

as_postgres() {
    "${unprivileged[@]}" "$@"
}

# start LOG COMMAND...: starts a process of its own, out of reach of the terminal's Ctrl-C; its number is in `started`.
start() {
    local log="$1"
    shift
    setsid "$@" </dev/null >>"$folder/$log.log" 2>&1 &
    started=$!
    disown "$started"
}

# until_true SECONDS WHAT COMMAND...: waits until the command succeeds, and says so if it does not in time.
until_true() {
    local until=$((SECONDS + $1)) what="$2"
    shift 2
    until "$@"; do
        if [ "$SECONDS" -ge "$until" ]; then
            echo "waited in vain: $what" >&2
            return 1
        fi
        sleep 0.2
    done
}

fill_for() {
    local machine="$1" template="$2"
    "$here/fill" "$here/$template" NAME="$machine" ADDRESS="${address[$machine]}" NETWORK=127.0.0.0/8 \
        DB1="${address[db1]}" DB2="${address[db2]}" DB3="${address[db3]}" \
        ETCD_DATA="$folder/$machine/etcd" ETCD_STATE="${etcd_state:-new}" \
        PG_DATA="$folder/$machine/postgresql" PG_SOCKETS="$folder/$machine" \
        REST_PASSWORD="$rest_password" SUPERUSER_PASSWORD="$superuser_password" \
        REPLICATION_PASSWORD="$replication_password" REWIND_PASSWORD="$rewind_password"
}

prepare_machine() {
    local machine="$1"
    mkdir -p "$folder/$machine"
    fill_for "$machine" etcd.env >"$folder/$machine/etcd.env"
    fill_for "$machine" patroni.yml >"$folder/$machine/patroni.yml"
    chmod 0700 "$folder/$machine"
    chmod 0600 "$folder/$machine"/*
    if [ "$(id -u)" -eq 0 ]; then
        chown -R postgres:postgres "$folder/$machine"
    fi
}

start_etcd() {
    local settings
    mapfile -t settings < <(grep '^ETCD_' "$folder/$1/etcd.env")
    start "etcd-$1" env "${settings[@]}" "${unprivileged[@]}" etcd
    etcd_pid[$1]=$started
}

start_patroni() {
    start "patroni-$1" "${unprivileged[@]}" patroni "$folder/$1/patroni.yml"
    patroni_pid[$1]=$started
}

start_machine() {
    start_etcd "$1"
    start_patroni "$1"
}

# Every process of a machine: etcd, Patroni, PostgreSQL, and what these have started.
processes_of() {
    local machine="$1" roots=() postmaster
    roots+=(${etcd_pid[$machine]:-} ${patroni_pid[$machine]:-})
    if postmaster="$(head -n 1 "$folder/$machine/postgresql/postmaster.pid" 2>/dev/null)" &&
        [ "$(readlink "/proc/$postmaster/cwd")" = "$folder/$machine/postgresql" ]; then
        roots+=("$postmaster")
    fi
    if [ "${#roots[@]}" -gt 0 ]; then
        printf '%s\n' "${roots[@]}"
        pgrep -P "$(IFS=,; echo "${roots[*]}")" || true
    fi
}

signal_machine() {
    local processes
    mapfile -t processes < <(processes_of "$2")
    [ "${#processes[@]}" -eq 0 ] || kill "-$1" "${processes[@]}" 2>/dev/null || true
}

# The plug is pulled: first everything stands still, so that nothing sees the rest die.
kill_machine() {
    signal_machine STOP "$1"
    signal_machine KILL "$1"
}

# is STATE MACHINE: what Patroni says of its PostgreSQL; the states are those of its REST API.
is() {
    [ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 2 "http://${address[$2]}:8008/$1")" = 200 ]
}

# the STATE: the machine that is in it; there is one primary and one synchronous standby.
the() {
    local machine
    for machine in db1 db2 db3; do
        if is "$1" "$machine"; then
            echo "$machine"
            return 0
        fi
    done
    return 1
}

# One primary, one synchronous standby, and a third that follows without lag.
is_whole() {
    local machine primaries=0 synchronous=0 replicas=0
    for machine in db1 db2 db3; do
        ! is primary "$machine" || primaries=$((primaries + 1))
        ! is synchronous "$machine" || synchronous=$((synchronous + 1))
        ! is "replica?lag=1MB" "$machine" || replicas=$((replicas + 1))
    done
    [ "$primaries $synchronous $replicas" = "1 1 2" ]
}

etcdctl_on() {
    local machine="$1"
    shift
    ETCDCTL_API=3 etcdctl --command-timeout=3s --endpoints="http://${address[$machine]}:2379" "$@"
}

# Lets a machine lead etcd too: the worst machine to lose is the one that leads both.
lead_etcd_from() {
    local machine status id
    id="$(etcdctl_on "$1" endpoint status --write-out=fields | sed -n 's/^"MemberID" : //p')" || return 1
    for machine in db1 db2 db3; do
        status="$(etcdctl_on "$machine" endpoint status --write-out=fields)" || continue
        if [ "$(sed -n 's/^"MemberID" : //p' <<<"$status")" = "$(sed -n 's/^"Leader" : //p' <<<"$status")" ]; then
            [ "$machine" = "$1" ] && return 0
            etcdctl_on "$machine" move-leader "$(printf '%x' "$id")" >/dev/null
            return
        fi
    done
    return 1
}

# A machine with empty disks takes the place of one that is gone. etcd is told; Patroni clones the database by itself.
replace_machine() {
    local machine="$1" primary id
    primary="$(the primary)" || return 1
    id="$(etcdctl_on "$primary" member list | awk -F ', ' -v name="$machine" '$3 == name { print $1 }')"
    etcdctl_on "$primary" member remove "$id" >/dev/null || return 1
    etcdctl_on "$primary" member add "$machine" --peer-urls="http://${address[$machine]}:2380" >/dev/null || return 1
    rm -rf "${folder:?}/$machine" || return 1
    etcd_state=existing prepare_machine "$machine"
    start_machine "$machine"
}

# sql MACHINE DATABASE STATEMENT: as the superuser, over the machine's own socket.
sql() {
    as_postgres "$pg_bin/psql" --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 \
        --host "$folder/$1" --username postgres --dbname "$2" --command "$3"
}
