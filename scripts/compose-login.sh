#!/usr/bin/env bash
# Run once by the database's image in a new cluster: the login that the server uses, with its
# password. db/roles.sql finds it there and leaves the password alone.
set -euo pipefail

psql --username postgres --dbname specql --set ON_ERROR_STOP=1 --set password="$GATEWAY_PASSWORD" <<'SQL'
create role specql_gateway login noinherit password :'password';
SQL
