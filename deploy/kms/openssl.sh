#!/bin/sh
# An example for keys.kms_command: the root key is wrapped with RSA-OAEP; only who has the private key unwraps it. With a
# PKCS #11 provider in openssl.cnf, PRIVATE is a token's URI (pkcs11:object=...) and the key never leaves the token.
#   keys: { kms_command: [/etc/wellkept/openssl.sh, /etc/wellkept/kms-public.pem, /run/token/kms-private.pem] }
# Made once: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out PRIVATE
#            openssl pkey -in PRIVATE -pubout -out PUBLIC
set -eu
public=$1 private=$2
options='-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256'
case $3 in
# shellcheck disable=SC2086 # options are words
wrap) openssl pkeyutl -encrypt -pubin -inkey "$public" $options | openssl base64 ;;
# shellcheck disable=SC2086
unwrap) openssl base64 -d | openssl pkeyutl -decrypt -inkey "$private" $options ;;
*)
    echo "usage: openssl.sh PUBLIC PRIVATE wrap|unwrap" >&2
    exit 2
    ;;
esac
