# HAProxy, two app nodes and the families that claim. Read by ./run after machines.bash.

database_front="127.0.0.1:$(free_port $((20000 + $$ % 1000)))"
web_front="127.0.0.1:$(free_port $((22000 + $$ % 1000)))"
declare -A node_address=(
    [1]="127.0.0.1:$(free_port $((24000 + $$ % 1000)))"
    [2]="127.0.0.1:$(free_port $((26000 + $$ % 1000)))"
)
declare -A node_pid=()
database="postgres://kezek:$kezek_password@$database_front/kezek"

start_proxy() {
    {
        printf 'global\n    log stdout format raw local0\n    maxconn 4000\n\n'
        "$here/fill" "$here/haproxy.cfg" DATABASE_FRONT="$database_front" WEB_FRONT="$web_front" \
            DB1="${address[db1]}" DB2="${address[db2]}" DB3="${address[db3]}" \
            APP1="${node_address[1]}" APP2="${node_address[2]}"
    } >"$folder/haproxy.cfg" || return 1
    start haproxy haproxy -f "$folder/haproxy.cfg" -db
    proxy_pid=$started
}

# The role and the database, then the town: its past by the driver, its administrator by the program itself.
prepare_nodes() {
    local primary
    primary="$(the primary)" || return 1
    { echo "\\set password '$kezek_password'" && cat "$here/database.sql"; } |
        as_postgres "$pg_bin/psql" --no-psqlrc --quiet --set ON_ERROR_STOP=1 --host "$folder/$primary" \
            --dbname postgres || return 1
    start_proxy || return 1
    until_true 10 "the proxy has found the primary" front_of_database_answers || return 1
    (umask 077 && secret >"$folder/master.key" && secret >>"$folder/master.key")
    KEZEK_DATABASE="$database" "$bench" failover prepare --master-key-file "$folder/master.key" \
        --count "$families" --families "$folder/families.json" || return 1
    KEZEK_DATABASE="$database" "$kezek" found --master-key-file "$folder/master.key" --data "$folder" \
        --territory 990000003 --name-kk Сынақ --name-ru Сынақ --name-en Trial --admin rehearsal <<<"$(secret)" >/dev/null
}

# A proxy that has just started takes every server for a primary; three connections in a row tell.
front_of_database_answers() {
    local nth
    for nth in 1 2 3; do
        PGPASSWORD="$kezek_password" "$pg_bin/psql" --no-psqlrc --quiet --command 'SELECT' \
            "postgres://kezek@$database_front/kezek?connect_timeout=2&target_session_attrs=read-write" >/dev/null 2>&1 || return 1
    done
}

start_node() {
    (umask 077 && "$here/fill" "$here/kezek.toml" LISTEN="${node_address[$1]}" PROXIES=127.0.0.1 DATABASE_FRONT="$database_front" \
        KEZEK_PASSWORD="$kezek_password" KEZEK_DATA="$folder/node$1" MASTER_KEY_FILE="$folder/master.key" HTTPS=false \
        >"$folder/node$1.toml")
    start "node$1" "$kezek" serve --config "$folder/node$1.toml"
    node_pid[$1]=$started
}

signal_node() {
    kill "-$1" "${node_pid[$2]}"
}

is_healthy() {
    [ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 2 "http://${node_address[$1]}/health")" = 200 ]
}

are_healthy() {
    is_healthy 1 && is_healthy 2
}

are_running() {
    kill -0 "${node_pid[1]}" 2>/dev/null && kill -0 "${node_pid[2]}" 2>/dev/null
}

front_answers() {
    [ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 2 "http://$web_front/kk")" = 200 ]
}

# The driver is told by a pipe what happens, and says in a file what it sees.
start_driver() {
    mkfifo "$folder/driver.in"
    exec 3<>"$folder/driver.in"
    : >"$folder/driver.out"
    mark start
    KEZEK_DATABASE="$database" setsid "$bench" failover drive --front "$web_front" --seconds 240 --rate "$rate" \
        --nodes "${node_address[1]},${node_address[2]}" --families "$folder/families.json" \
        <&3 >"$folder/driver.out" 2>"$folder/driver.log" &
    driver_pid=$!
}

mark() {
    echo "mark $1" >&3
}

# line_of MARK NODES: the line in which the driver says that so many nodes answer claims again after a mark.
line_of() {
    grep -q "\"case\":\"$1\",\"nodes\":$2," "$folder/driver.out"
}

has_answers() {
    line_of start 2
}

# check_again MARK WHAT [NODES]: claims flow again in time, through so many nodes.
check_again() {
    local nodes="${3:-2}" seconds=none
    if until_true $((seconds_max + 15)) "claims flow again" line_of "$1" "$nodes"; then
        seconds="$(sed -n "/\"case\":\"$1\",\"nodes\":$nodes,/s/.*\"seconds\":\([0-9.]*\).*/\1/p" "$folder/driver.out")"
    fi
    check "$2: claims flow again after $seconds s, through $nodes of 2 nodes" \
        awk -v seconds="$seconds" -v most="$seconds_max" 'BEGIN { exit !(seconds != "none" && seconds + 0 <= most) }'
}

# longest_silence_below SECONDS: how the driver saw the pages through the proxy.
longest_silence_below() {
    grep -F "\"address\":\"$web_front\"" "$folder/driver.out" |
        sed -n 's/.*"longest_silence_seconds":\([0-9.]*\).*/\1/p' |
        awk -v most="$1" '{ seconds = $1 } END { exit !(NR == 1 && seconds <= most) }'
}

end_driver() {
    echo end >&3
    wait "$driver_pid"
    driver_status=$?
    driver_pid=""
    cat "$folder/driver.log"
}

journal_of() {
    sql "$1" kezek "SELECT count(*) || ' ' || md5(string_agg(md5(body::text), '' ORDER BY territory, number)) FROM entry"
}

hold_the_same() {
    local first second third
    first="$(journal_of db1)" && second="$(journal_of db2)" && third="$(journal_of db3)" &&
        [ -n "$first" ] && [ "$first" = "$second" ] && [ "$first" = "$third" ]
}
