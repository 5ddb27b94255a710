// Incoming mail: a mailbox read over IMAP (libcurl), and what a message says (GMime). Both take what strangers sent.
#pragma once
#include "base/result.h"
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::inbox {

// ---- the mailbox ----

struct Config {
    std::string url; // imaps://host[:port], or imap://host[:port], which demands STARTTLS
    std::string user, password_file, folder = "INBOX";
    std::string ca_file {};  // trusted besides the system's
    int timeout_ms = 60'000; // of each step
};
struct Unread {
    std::uint32_t uid;
    std::size_t bytes;
};
// One conversation with the server. The folder is open for reading only (EXAMINE, RFC 3501 section 6.3.2) but for the
// moment in which something is marked: so nothing becomes read by being fetched.
class Mailbox {
public:
    virtual ~Mailbox() = default;
    virtual std::uint32_t uid_validity() const = 0; // other than before: all UIDs are new
    virtual Result<std::vector<std::uint32_t>> unread() = 0;
    // Those of them that are there and still unread, with their size.
    virtual Result<std::vector<Unread>> look(std::vector<std::uint32_t> const& uids) = 0;
    virtual Result<std::string> fetch(std::uint32_t uid, std::size_t bytes_max) = 0; // too_large
    virtual Result<std::string> fetch_beginning(std::uint32_t uid, std::size_t bytes) = 0;
    virtual Result<> mark_read(std::uint32_t uid) = 0;
};
// unavailable, its detail a code: not_reached, certificate_not_trusted, login_denied ...
Result<std::unique_ptr<Mailbox>> open(Config const&);

// ---- a message ----

struct Limits {
    std::size_t bytes = 25 * 1024 * 1024; // of the whole, as it is sent
    std::size_t header_bytes = 256 * 1024;
    std::size_t parts = 200;
    std::size_t depth = 12;
    std::size_t decoded_bytes = 32 * 1024 * 1024;
    std::size_t text_characters = 18'000; // more of it goes into a file
};
struct Attachment {
    std::string name; // UTF-8, one line, at most 200 bytes; may be empty
    std::string type; // text/plain
    std::string bytes;
};
struct Message {
    std::string from_address, from_name, subject, message_id; // UTF-8; empty if they are not there or cannot be read
    std::vector<std::string> recipients;                      // To, Cc and what the server says it was delivered to
    std::string text; // the first plain text; if there is none, that of the first HTML
    std::vector<Attachment> attachments;
    bool automatic = false; // a machine, a list or a bounce wrote it: it is not answered (RFC 3834 section 2)
    std::string over;       // a code of the limit it crosses; then nothing of its body is taken apart
};
// Whatever can be read of it. Never fails: a message that breaks every rule is still somebody who wrote.
Message parse(std::string_view raw, Limits const& = {});

// ---- what a page of HTML says, in words ----

struct HtmlLimits {
    std::size_t bytes = 2 * 1024 * 1024; // of the page; what lies behind is not looked at
    std::size_t depth = 2'000;           // elements within elements
    std::size_t text_bytes = 256 * 1024; // of what comes out
    std::chrono::milliseconds time { 2'000 };
};
struct HtmlText {
    std::string text;     // valid UTF-8 without control characters but line breaks
    int hidden = 0;       // passages left out because the page itself hides them
    std::string over {};  // bytes, depth, text or time: the text ends there
};
// Fetches nothing, runs nothing. utf8: the page is that, whatever it says of itself; else the charset it names holds.
// A link becomes "words (address)". Never fails: what is broken is read as far as it goes.
HtmlText text_of_html(std::string_view html, bool utf8, HtmlLimits const& = {});

} // namespace wellkept::inbox
