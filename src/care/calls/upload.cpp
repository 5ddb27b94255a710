// Recordings come by the resumable upload protocol tus 1.0.0 (https://tus.io/protocols/resumable-upload): the core and its
// extensions creation, checksum (sha256), expiration and termination. Discovery by OPTIONS is left out: the system that
// uploads is one of ours.
#include "access/handles.h"
#include "care/calls/file.h"
#include "keep/retention/retention.h"
#include <charconv>
#include <magic.h>
#include <map>

namespace wellkept::calls {
namespace {

using Request = http::Request;
using Out = Result<http::Response>;

constexpr std::size_t sniff_bytes = 2048; // what the first request brings at the least

// What libmagic says -> the media type it is played as.
std::map<std::string_view, std::string_view> const types { { "audio/x-wav", "audio/wav" }, { "audio/wav", "audio/wav" }, { "audio/mpeg", "audio/mpeg" },
    { "audio/ogg", "audio/ogg" }, { "audio/flac", "audio/flac" }, { "audio/x-flac", "audio/flac" } };

Error conflict(std::string_view why) { return { Code::conflict, PublicText(why) }; }

http::Response answer(int status, std::vector<std::pair<std::string, std::string>> headers = {})
{
    http::Response r;
    r.status = status;
    r.headers = std::move(headers);
    r.headers.emplace_back("Tus-Resumable", "1.0.0");
    return r;
}

Result<std::int64_t> number(Request const& r, std::string_view name, std::int64_t most)
{
    auto const text = r.header(name).value_or("");
    std::int64_t n {};
    auto const [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (text.empty() || ec != std::errc() || end != text.data() + text.size() || n < 0 || text[0] == '-' || text[0] == '+')
        return bad_input(std::string(name) + " is no number.");
    if (n > most) return Error { Code::too_large, PublicText("A recording has at most " + std::to_string(most) + " bytes.") };
    return n;
}

Result<> version(Request const& r)
{
    if (r.header("tus-resumable") != "1.0.0") return Error { Code::bad_input, PublicText("Send Tus-Resumable: 1.0.0.") };
    return {};
}

// "filetype YXVkaW8vd2F2,filename ...": keys and base64 values. Only the type is kept.
Result<std::string> declared_type(Request const& r)
{
    auto all = r.header("upload-metadata").value_or("");
    if (all.size() > 2'000) return bad_input("Upload-Metadata is too long.");
    std::string type;
    while (!all.empty()) {
        auto one = all.substr(0, all.find(','));
        all.remove_prefix(std::min(all.size(), one.size() + 1));
        while (one.starts_with(' ')) one.remove_prefix(1);
        auto const key = one.substr(0, one.find(' '));
        auto const value = crypto::base64_decode(one.substr(std::min(one.size(), key.size() + 1)));
        if (key.empty() || !value) return bad_input("Upload-Metadata is a list of a key and a base64 value each.");
        if (key != "filetype") continue;
        if (!type.empty()) return bad_input("Upload-Metadata says the type twice.");
        for (auto const& [found, played] : types)
            if (*value == found || *value == played) type = played;
        if (type.empty()) return Error { Code::unsupported, PublicText("A recording is audio/wav, audio/mpeg, audio/ogg or audio/flac.") };
    }
    if (type.empty()) return bad_input("Say in Upload-Metadata what the recording is: filetype and its media type.");
    return type;
}

struct CloseMagic {
    void operator()(magic_t m) const { magic_close(m); }
};
// By the first bytes alone, whatever the sender says.
Result<std::string> sniffed(std::string_view bytes)
{
    std::unique_ptr<std::remove_pointer_t<magic_t>, CloseMagic> const cookie(magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR | MAGIC_ERROR));
    if (!cookie || magic_load(cookie.get(), nullptr) != 0) return unavailable("Recordings cannot be looked at just now. Please try again later.", "libmagic");
    auto const* found = magic_buffer(cookie.get(), bytes.data(), std::min(bytes.size(), std::size_t(64 * 1024)));
    if (!found) return unavailable("This recording cannot be looked at.", "libmagic");
    auto const it = types.find(found);
    return it == types.end() ? std::string() : std::string(it->second);
}

// Whether a recording of this call is taken in at this moment.
Result<> may_record(store::Call const& c, Instant now)
{
    if (c.objected_at) return conflict("The caller has objected: this call is not recorded.");
    if (!c.notice_played_at) return conflict("The caller has not been told that calls are recorded: send notice.played first.");
    if (c.ended_at && *c.ended_at + upload_begins_within < now) return conflict("This call ended too long ago.");
    return {};
}

Out create(access::GrantedGroup<Upload>& group, access::Gate const& gate, Request const& r)
{
    TRY(version(r));
    auto const total = TRY(number(r, "upload-length", recording_bytes_max));
    if (total == 0) return bad_input("A recording is not empty.");
    auto const type = TRY(declared_type(r));
    auto const known = TRY(access::Handles(gate).find(group.tx(), call_handle, call_name(group.actor().session, r.param("call"))));
    if (!known || !known->subject) return not_found();
    auto const now = gate.clock().now();
    store::Recording rec { Uuid::v4(gate.rng()), known->ref, "uploading", type, total, 0, {}, now, now + upload_ends_within };
    TRY(gate.beside<Upload>(group, group.purpose(), *known->subject, [&](access::Granted<Upload> const& grant) -> Result<Unit> {
        auto const call = TRY(store::locked(grant, known->ref));
        if (!call) return not_found();
        TRY(may_record(*call, now));
        std::int32_t n = 0;
        for (auto const& other : TRY(store::recordings(grant))) n += other.call == call->id;
        if (n >= recordings_max) return conflict("This call has as many recordings as it may have.");
        auto const key = TRY(crypto::Key::fresh(gate.rng()));
        rec.key = { TRY(grant.seal(scope_of_call(call->id), key_place(rec.id), key.bytes())) };
        TRY(store::insert(grant, rec));
        TRY(retention::started(grant, gate, upload_class, rec.id, now));
        TRY(access::Handles(gate).put(grant.tx(),
            { .kind = recording_handle, .value = rec.id.text(), .subject = grant.subject(), .tenant = grant.tenant(), .ref = call->id, .expires_at = rec.expires_at }));
        grant.note("call", call->id.text());
        return Unit {};
    }));
    return answer(201, { { "Location", "/care/telephone/recordings/" + rec.id.text() }, { "Upload-Expires", rfc3339(rec.expires_at) } });
}

// fn: Result<http::Response>(grant, recording), with the call held until the transaction ends.
template <typename F> Out with_recording(access::GrantedGroup<Upload>& group, access::Gate const& gate, Request const& r, F&& fn)
{
    TRY(version(r));
    auto const id = Uuid::parse(r.param("recording"));
    auto const known = id ? TRY(access::Handles(gate).find(group.tx(), recording_handle, id->text())) : std::nullopt;
    if (!known || !known->subject) return not_found();
    // RFC 9110 section 15.5.11: it was here and will not come back.
    if (known->expired(gate.clock().now())) return answer(410);
    return gate.beside<Upload>(group, group.purpose(), *known->subject, [&](access::Granted<Upload> const& grant) -> Out {
        auto const call = TRY(store::locked(grant, known->ref));
        if (!call || TRY(details_of(grant, *call)).system != group.actor().session) return not_found();
        auto rec = TRY(store::recording(grant, *id));
        // An objection has taken it away: whoever sends learns that, and not only that it is gone.
        if (!rec && call->objected_at) return conflict("The caller has objected: this call is not recorded.");
        if (!rec) return not_found();
        return fn(grant, *call, *rec);
    });
}

Out patch(access::GrantedGroup<Upload>& group, access::Gate const& gate, blob::Store& blobs, Request const& r)
{
    return with_recording(group, gate, r, [&](access::SubjectGrant const& grant, store::Call const& call, store::Recording const& rec) -> Out {
        auto const offset = TRY(number(r, "upload-offset", recording_bytes_max));
        auto const size = static_cast<std::int64_t>(r.body.size());
        TRY(may_record(call, gate.clock().now()));
        if (offset != rec.here || rec.state != "uploading") return conflict("It goes on at another offset: ask for it with HEAD.");
        if (size == 0) return bad_input("There is nothing in this request.");
        if (size > rec.total - rec.here) return Error { Code::too_large, PublicText("That is more than Upload-Length said.") };
        if (auto const sum = r.header("upload-checksum")) {
            auto const expected = sum->starts_with("sha256 ") ? crypto::base64_decode(sum->substr(7)) : std::nullopt;
            if (!expected) return bad_input("Upload-Checksum is sha256 and the base64 of it.");
            auto const got = crypto::sha256(r.body);
            if (!crypto::equal(crypto::view(got), *expected)) return answer(460); // the extension's own status: checksum mismatch
        }
        if (offset == 0) {
            if (size < rec.total && r.body.size() < sniff_bytes) return bad_input("Send at least 2048 bytes first.");
            if (TRY(sniffed(r.body)) != rec.type) return Error { Code::unsupported, PublicText("This is not the kind of sound that was announced.") };
        }
        auto const key = TRY(key_of(grant, rec));
        TRY(Tape(blobs, key, gate.rng(), rec.id).append(offset, r.body, rec.total));
        auto const here = offset + size;
        bool const whole = here == rec.total;
        TRY(store::progress(grant, rec.id, here, whole ? "stored" : "uploading", rec.type));
        if (whole) {
            TRY(retention::forget(grant, upload_class, { rec.id }));
            grant.note("recording", "stored");
        }
        return answer(204, { { "Upload-Offset", std::to_string(here) }, { "Upload-Expires", rfc3339(rec.expires_at) } });
    });
}

} // namespace

void add_upload_routes(access::Routes& routes, blob::Store& blobs)
{
    using http::Method;
    auto const& gate = routes.gate();
    auto spec = [](Method m, std::string pattern, std::string summary, int status) {
        return access::Spec { .method = m, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "telephone", .purpose = "care", .success_status = status };
    };
    routes.guarded_group<Upload>(spec(Method::post, "/care/telephone/calls/{call}/recordings", "Announce a recording of a call (tus 1.0.0, creation)", 201),
        [&gate](access::GrantedGroup<Upload>& g, Request const& r) { return create(g, gate, r); });
    auto const path = "/care/telephone/recordings/{recording}";
    routes.guarded_group<Upload>(spec(Method::head, path, "How much of a recording is here (tus 1.0.0)", 200), [&gate](access::GrantedGroup<Upload>& g, Request const& r) {
        return with_recording(g, gate, r, [](auto const&, store::Call const&, store::Recording const& rec) -> Out {
            return answer(200, { { "Upload-Offset", std::to_string(rec.here) }, { "Upload-Length", std::to_string(rec.total) }, { "Upload-Expires", rfc3339(rec.expires_at) } });
        });
    });
    auto more = spec(Method::patch, path, "The next bytes of a recording (tus 1.0.0, checksum sha256)", 204);
    more.body_bytes_max = patch_bytes_max;
    more.content_types = { "application/offset+octet-stream" };
    routes.guarded_group<Upload>(std::move(more), [&gate, &blobs](access::GrantedGroup<Upload>& g, Request const& r) { return patch(g, gate, blobs, r); });
    routes.guarded_group<Upload>(spec(Method::del, path, "Give an unfinished recording up (tus 1.0.0, termination)", 204), [&gate](access::GrantedGroup<Upload>& g, Request const& r) {
        return with_recording(g, gate, r, [](access::SubjectGrant const& grant, store::Call const&, store::Recording const& rec) -> Out {
            if (rec.state != "uploading") return conflict("A recording that is whole is not taken back.");
            TRY(destroy_recording(grant, rec));
            return answer(204);
        });
    });
}

} // namespace wellkept::calls
