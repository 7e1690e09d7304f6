#!/bin/sh
# Makes the certificates that the tests of pinned authorities use. They protect nothing and are trusted nowhere:
# the keys lie beside them. Run it again only to add a case; openssl 3 is enough.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem ./*.key
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/index"
cat >"$work/ca.cnf" <<CNF
[ca]
default_ca = here
[here]
database = $work/index
new_certs_dir = $work
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
commonName = supplied
CNF

FROM=20250101000000Z
TO=21000101000000Z

# issue NAME ISSUER NOT_BEFORE NOT_AFTER EXTENSIONS; an issuer of its own name signs itself
issue() {
  [ -f "$work/$1.key" ] || openssl ecparam -name prime256v1 -genkey -noout -out "$work/$1.key"
  openssl req -new -key "$work/$1.key" -subj "/CN=Castellan test $1" -out "$work/$1.csr"
  printf '%b' "$5" >"$work/$1.ext"
  if [ "$1" = "$2" ]; then signer='-selfsign'; else signer="-cert $2.pem"; fi
  # shellcheck disable=SC2086
  openssl ca -batch -notext -config "$work/ca.cnf" -in "$work/$1.csr" $signer -keyfile "$work/$2.key" \
    -startdate "$3" -enddate "$4" -extfile "$work/$1.ext" -out "$1.pem" 2>"$work/log" || { cat "$work/log"; exit 1; }
}

AUTHORITY='basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n'
HERE='subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n'

issue ca ca $FROM $TO "$AUTHORITY"
issue other-ca other-ca $FROM $TO "$AUTHORITY"
issue intermediate ca $FROM $TO "$AUTHORITY"
issue server ca $FROM $TO "$HERE"
issue server-of-intermediate intermediate $FROM $TO "$HERE"
issue server-of-other other-ca $FROM $TO "$HERE"
issue server-elsewhere ca $FROM $TO 'subjectAltName=DNS:search.example.com,DNS:*.shop.example.com\nextendedKeyUsage=serverAuth\n'
issue server-expired ca $FROM 20250201000000Z "$HERE"
issue server-future ca 20990101000000Z $TO "$HERE"
issue server-for-clients ca $FROM $TO 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=clientAuth\n'
# Signed by a certificate that is no authority.
issue server-of-server server $FROM $TO "$HERE"
openssl genrsa -out "$work/server-weak.key" 1024 2>/dev/null
issue server-weak ca $FROM $TO "$HERE"
issue self-signed self-signed $FROM $TO 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=critical,CA:FALSE\n'

# Only servers that tests really start keep their keys.
for name in server server-of-intermediate server-elsewhere server-expired self-signed; do
  cp "$work/$name.key" .
done
