#!/bin/sh
# A private IMAP server (Dovecot) over TLS on 127.0.0.1, in the foreground, until it is told to end.
# imap_server.sh DIRECTORY PORT CERTIFICATE KEY PASSWORD: any user with that password has the mailbox DIRECTORY/mail, a Maildir.
# It may be run by root, who then reads no mail (Dovecot forbids it): the system's own user "mail" does.
set -eu
directory=$1 port=$2 certificate=$3 key=$4 password=$5
mkdir -p "$directory/run" "$directory/mail/new" "$directory/mail/cur" "$directory/mail/tmp"
if [ "$(id -u)" = 0 ]; then
    user=mail
    chown -R mail:mail "$directory/mail"
    chmod 711 "$directory"
    inner=""
else
    user=$(id -un)
    inner="default_internal_user = $user
default_internal_group = $(id -gn)
default_login_user = $user"
fi
cat > "$directory/dovecot.conf" <<CONF
base_dir = $directory/run
state_dir = $directory/run
log_path = $directory/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <$certificate
ssl_key = <$key
ssl_min_protocol = TLSv1.2
$inner
first_valid_uid = 1
mail_location = maildir:$directory/mail
passdb {
  driver = static
  args = password=$password
}
userdb {
  driver = static
  args = uid=$(id -u "$user") gid=$(id -g "$user") home=$directory/mail
}
service imap-login {
  chroot =
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = $port
    ssl = yes
  }
}
service anvil {
  chroot =
}
CONF
exec dovecot -F -c "$directory/dovecot.conf"
