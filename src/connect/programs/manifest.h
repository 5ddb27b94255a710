// A Program as data: everything the server knows of one vendor. programs/README.md explains every key.
#pragma once
#include "base/result.h"
#include "connect/programs/rule.h"
#include "connect/timeseries/metric.h"
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wellkept::programs {

struct FileFormat; // file_format.h

enum class Kind { oauth, direct, file };

// What an answer means for the connection, whatever the vendor's own numbers are.
enum class Outcome { ok, retry, rate_limited, token_invalid, refused };

using Fields = std::vector<std::pair<std::string, std::string>>; // name, template; in the manifest's order

// One HTTP call with {placeholders}. A parameter whose placeholder has no value at that moment is left out.
struct Request {
    enum class Encoding { query, form, json };
    enum class Auth { bearer, client_basic, none };
    std::string method = "GET";
    std::string url;
    Encoding encoding = Encoding::query;
    Auth auth = Auth::bearer;
    Fields params, headers;
    std::string sign; // name of a SigningScheme, empty for none
};

// HMAC over a message made of placeholders, put into one parameter.
struct SigningScheme {
    std::string name;
    std::string message; // template
    std::string into; // parameter that receives it
    std::string encoding = "hex"; // hex, HEX, base64
    std::string hash = "sha256";
    std::string key = "{client_secret}";
    std::optional<Request> nonce; // fetched first; its answer gives {nonce}
    std::string nonce_at;
};

struct Envelope {
    std::string body; // JSON Pointer to what rules call `body`; empty: the whole answer
    std::string status; // JSON Pointer; empty: only the HTTP status counts
    std::set<std::string, std::less<>> ok;
    std::map<std::string, Outcome, std::less<>> statuses;
    Outcome otherwise = Outcome::retry;
    std::map<int, Outcome>
        http; // exceptions to: 2xx ok, 401 token_invalid, 429 rate_limited, 408 and 5xx retry, else refused
};

enum class Rotation {
    fixed, // the refresh token stays
    rotating, // a new one may come; the old one lives for a while
    single_use, // the old one is dead once used: never use it twice
};

struct TokenReply { // JSON Pointers below the envelope's body
    std::string access_token = "/access_token";
    std::string refresh_token = "/refresh_token";
    std::string expires_in = "/expires_in"; // seconds
    std::string scope; // empty: the vendor does not say what was granted
    std::string user; // empty: see OAuth::user
};

struct Lookup { // a call whose answer holds one thing we need
    Request request;
    std::string at; // JSON Pointer below the envelope's body; array or scalar
};

struct OAuth {
    std::string authorize_url;
    Fields authorize_params; // beyond response_type, client_id, redirect_uri, scope, state and the PKCE challenge
    std::string scope_separator = " ";
    std::vector<std::string> base_scopes; // asked whatever the person shares
    bool pkce {}; // S256
    int code_seconds = 60; // how long the authorization code lives
    Request token; // params beyond those of RFC 6749 and the client's authentication
    bool client_basic {}; // client authenticates by Basic, else in the parameters
    Rotation rotation = Rotation::fixed;
    int old_refresh_seconds {}; // how long a replaced refresh token still works
    TokenReply reply;
    std::optional<Lookup> user; // where the token reply has no user id
    std::optional<Lookup> granted; // where permissions are read apart from scopes
    std::optional<Request> register_user; // must be called once before any data
    std::optional<Request> revoke;
};

struct RateLimit {
    bool per_user {}; // else for the whole vendor application
    int requests {}; // in each window
    int requests_per_user {}; // added for each connected person
    int seconds {};
    bool aligned {}; // windows begin at multiples of `seconds` since midnight UTC, else they roll
    std::string remaining_header, reset_header; // lower case; empty if the vendor sends none
};

struct Paging {
    enum class Kind { none, more_offset, next_token, page };
    Kind kind = Kind::none;
    std::string more; // more_offset: JSON Pointer to the flag
    std::string cursor; // more_offset, next_token: JSON Pointer
    std::string items; // page: JSON Pointer to the array counted
    int size {}; // page: a shorter one is the last
};

struct DataRequest {
    std::string name, title;
    std::vector<std::string> scopes;
    Request request;
    std::map<std::string, std::vector<std::string>> select; // category -> words for {select}, joined by commas
    int window_days = 30; // longest range of one call
    Paging paging;
    std::optional<Request> by_object; // one document by id; its answer's body is one element of the first level
    std::vector<Rule> rules;
    std::set<std::string> categories; // of its metrics
};

struct WebhookPart {
    enum class From { text, body, header, header_field };
    From from = From::text;
    std::string name; // the text, or the header in lower case
    std::string field; // header_field: t of "t=1,v1=ab"
};

struct WebhookScheme {
    enum class Kind { none, hmac, header_equals };
    enum class Secret { client_secret, client_id, subscription };
    Kind kind = Kind::none;
    Secret secret = Secret::client_secret;
    std::string hash = "sha256"; // or sha1, where a vendor still does
    std::string encoding = "hex"; // hex, HEX, base64
    std::string key_suffix;
    std::vector<WebhookPart> over;
    WebhookPart signature; // header or header_field
    std::string prefix; // before the signature or secret in the header: "Bearer ", "sha256="
    std::optional<WebhookPart> timestamp;
    bool timestamp_ms {};
    int tolerance_seconds = 300;
};

struct WebhookTopic {
    std::string name;
    Fields values; // what {topic.x} stands for
    std::set<std::string> categories;
};

struct WebhookRun {
    std::string type; // vendor's word
    std::vector<std::string> requests; // by name
    bool by_object {};
    std::string withdrawn_record; // template with {object_id}: what a deletion withdraws
};

struct Webhook {
    bool form {}; // application/x-www-form-urlencoded, else JSON
    bool per_user {}; // subscriptions belong to a person, else to the vendor application
    std::string challenge; // none, head_ok, get_challenge, get_code, two_posts
    std::string challenge_param, challenge_reply, token_param; // query names, and the JSON member answered
    WebhookScheme signature;
    std::vector<WebhookTopic> topics;
    std::optional<Request> subscribe, renew, unsubscribe;
    std::string subscription_at, expires_at; // JSON Pointers in the answer to subscribe
    int answer_seconds = 10; // the vendor wants its 2xx within
    std::string each; // JSON Pointer to an array of events; empty: the payload is one
    std::string user, type, object, action, from, to; // JSON Pointers below an event
    TimeForm range_as = TimeForm::epoch_s;
    std::map<std::string, std::string, std::less<>> actions; // vendor's word -> upsert, delete, disconnect
    std::vector<WebhookRun> run;

    WebhookRun const* run_for(std::string_view vendor_type) const;
};

struct Collects {
    std::string category;
    std::string says; // for people, plain words
    std::vector<std::string> scopes;
};

struct Manifest {
    std::string code, title, description, homepage;
    Kind kind = Kind::oauth;
    std::vector<Collects> collects;
    int history_days {}, history_days_max {}; // taken on connecting, and the most a Client may ask for
    int poll_minutes {}; // 0: never polled
    int overlap_days = 2; // each poll reads this far back: devices sync late
    std::map<std::string, std::string, std::less<>> endpoints; // {base} and the like
    Envelope envelope;
    std::vector<SigningScheme> signing;
    std::optional<OAuth> oauth;
    std::vector<RateLimit> rate_limits;
    std::vector<DataRequest> requests;
    std::optional<Webhook> webhook;
    std::shared_ptr<FileFormat const> file; // kind file: which files it reads, never null then

    Collects const* find_category(std::string_view) const;
    DataRequest const* find_request(std::string_view name) const;
    SigningScheme const* find_signing(std::string_view name) const;
    // The scopes to ask for these categories, base scopes first, each once.
    std::vector<std::string> scopes_for(std::set<std::string> const& categories) const;
};

// What configuration may change: where endpoints point, so that tests and the demo reach a simulator.
struct Overrides {
    std::map<std::string, std::string, std::less<>> endpoints; // "withings.base" -> "https://..."
    bool allow_http = false; // tests only
};

// Refuses a file that does not check, with every fault found (at most ten): file, line and mend.
Result<Manifest> load_manifest(std::filesystem::path const&, timeseries::MetricTable const&, Overrides const& = {});
// The same from text; `file` only names it in errors.
Result<Manifest> parse_manifest(
    std::string_view yaml, std::string const& file, timeseries::MetricTable const&, Overrides const& = {});

} // namespace wellkept::programs
