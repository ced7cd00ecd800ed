#!/bin/sh
# Makes what a group of processes needs before its first start, in one folder: certificates, tokens, the
# password of the database. What is there stays; a certificate of ours that ends within 30 days is made anew.
#
#   setup.sh FOLDER [NAME ...]     names under which people and programs reach the gateway, such as celadon.example.com
#
# ca.crt                     who signed them; people and programs that ask this Celadon need it
# tls.crt, tls.key           of the processes, known by their names
# gateway.crt, gateway.key   of the one address; put a certificate of your own in its place, and it stays
# tokens.json                hashes of tokens, written by celadon token
# footprinter.token          shown to the life-cycle engine by the footprinter
# prometheus.token           shown by Prometheus where it asks for metrics
# clickhouse.password        and clickhouse.xml with its hash, for the users.d of the server
set -eu
umask 077
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
shift
cd "$folder"

# A name that is new in this folder is made under .next first: a crash leaves nothing that is half there.
authority() {
  [ -e ca.crt ] && return
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
    -subj "/CN=Celadon of this installation" -keyout ca.key -out ca.crt.next
  chmod 644 ca.crt.next
  mv ca.crt.next ca.crt
}

# certificate FILE NAME...: signed by our authority, for these names.
certificate() {
  file=$1
  shift
  if [ -e "$file.crt" ]; then
    openssl verify -CAfile ca.crt "$file.crt" >/dev/null 2>&1 || return 0 # somebody else's, who sees to it
    openssl x509 -checkend 2592000 -noout -in "$file.crt" >/dev/null && return
  fi
  names=
  for name in "$@"; do
    case $name in
      *[!0-9.]*) names=$names,DNS:$name ;;
      *) names=$names,IP:$name ;;
    esac
  done
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "${names#,}" >"$file.names"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" \
    -keyout "$file.key.next" -out "$file.csr"
  openssl x509 -req -in "$file.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 397 \
    -extfile "$file.names" -out "$file.crt.next"
  rm "$file.csr" "$file.names"
  mv "$file.key.next" "$file.key"
  mv "$file.crt.next" "$file.crt"
}

celadon() {
  CELADON_TOKENS=$folder/tokens.json \
    "$root/node_modules/.bin/node" "$root/services/celadon/bin/celadon.mjs" "$@"
}

# token NAME ROLE: a token for one of our own, with its secret in a file.
token() {
  [ -e "$1.token" ] && return
  celadon token revoke "$1" >/dev/null 2>&1 || true # made by a run that was cut off before it kept the secret
  celadon token new --name "$1" --role "$2" --all-factories --expires 3650d >"$1.token.next"
  mv "$1.token.next" "$1.token"
}

password() {
  if [ ! -e clickhouse.password ]; then
    openssl rand -hex 24 >clickhouse.password.next
    mv clickhouse.password.next clickhouse.password
  fi
  hash=$(tr -d '\n' <clickhouse.password | openssl dgst -sha256 -r | cut -d ' ' -f 1)
  cat >clickhouse.xml.next <<XML
<clickhouse>
  <users>
    <default>
      <networks replace="replace"><ip>::1</ip><ip>127.0.0.1</ip></networks>
    </default>
    <celadon>
      <password_sha256_hex>$hash</password_sha256_hex>
      <networks><ip>::/0</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
    </celadon>
  </users>
</clickhouse>
XML
  chmod 644 clickhouse.xml.next
  mv clickhouse.xml.next clickhouse.xml
}

authority
certificate tls collector ledger footprinter lifecycle benchmark certificate
certificate gateway "$@" gateway localhost
token footprinter reader
token prometheus monitor
password
echo "Certificates, tokens and the password of the database are there."
