#!/bin/sh
# Makes the secrets that the other files name, or renews them, from the folder that deploy/image/setup.sh filled:
#
#   docker run --rm --user "$(id -u)" -v "$PWD/my/secrets:/etc/celadon" --entrypoint sh celadon:0.1.0 \
#     /opt/celadon/deploy/image/setup.sh /etc/celadon celadon.example.com
#   sh deploy/kubernetes/secrets.sh my/secrets
#
# Beside those it takes what your ClickHouse and Kafka gave you: clickhouse-ca.crt, kafka-ca.crt, kafka.password, and the password of
# each user of ClickHouse as clickhouse-USER.password. Keep the folder where only you can read it: ca.key signs certificates.
set -eu
cd "$1"

secret() {
  name=$1
  shift
  kubectl --namespace celadon create secret generic "$name" "$@" --dry-run=client -o yaml | ${APPLY:-kubectl apply -f -}
}

secret celadon-tls --from-file=tls.crt=tls.crt --from-file=tls.key=tls.key --from-file=ca.crt=ca.crt
secret celadon-gateway-tls --from-file=tls.crt=gateway.crt --from-file=tls.key=gateway.key
secret celadon-tokens --from-file=tokens.json=tokens.json
secret celadon-footprinter --from-file=token=footprinter.token
secret celadon-kafka --from-file=password=kafka.password --from-file=ca.crt=kafka-ca.crt
secret celadon-clickhouse --from-file=ca.crt=clickhouse-ca.crt \
  --from-file=migrate=clickhouse-migrate.password --from-file=collector=clickhouse-collector.password \
  --from-file=ledger=clickhouse-ledger.password --from-file=footprinter=clickhouse-footprinter.password \
  --from-file=benchmark=clickhouse-benchmark.password --from-file=certificate=clickhouse-certificate.password
