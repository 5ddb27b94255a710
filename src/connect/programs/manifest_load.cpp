// The whole manifest: identity, what it collects, endpoints, and the parts in their order.
#include "connect/programs/file_format.h"
#include "connect/programs/manifest_parts.h"
#include "connect/programs/template.h"
#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

namespace wellkept::programs {
namespace {

constexpr std::size_t manifest_bytes_max = 1024 * 1024;

bool good_endpoint(std::string const& url, bool allow_http)
{
    static std::regex const https("https://[a-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*[A-Za-z0-9._~-])?");
    static std::regex const http("http://[a-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*[A-Za-z0-9._~-])?");
    return std::regex_match(url, https) || (allow_http && std::regex_match(url, http));
}

void read_endpoints(ReadContext& context, Section& s, Overrides const& overrides)
{
    auto& m = context.manifest;
    for (auto& [name, url] : s.pairs("endpoints")) {
        auto const from_configuration = overrides.endpoints.find(m.code + "." + name);
        bool const overridden = from_configuration != overrides.endpoints.end();
        // Even with the flag for tests, a manifest itself names https only.
        if (!good_endpoint(url, false))
            s.fault("endpoints", "'" + name + "' must be https://host/path, without query and final slash");
        if (overridden && !good_endpoint(from_configuration->second, overrides.allow_http))
            s.fault("endpoints",
                "the configured override of '" + name + "' must be https://host/path, without query and final slash");
        m.endpoints.emplace(name, overridden ? from_configuration->second : url);
    }
}

void read_collects(ReadContext& context, Section& s)
{
    auto const node = s.required("collects");
    if (!node.IsDefined() || !node.IsMap()) {
        s.fault("collects", "write one category of policy/categories.yaml a line, and what is collected");
        return;
    }
    for (auto const& member : node) {
        Collects c;
        c.category = member.first.Scalar();
        Section part(context.faults, member.second, "collects " + c.category);
        c.says = part.text("says");
        c.scopes = part.texts("scopes");
        auto const& metrics = context.metrics.all();
        if (std::none_of(metrics.begin(), metrics.end(), [&](auto const& x) { return x.category == c.category; }))
            part.fault("no metric has the category '" + c.category + "'; use one of policy/metrics.yaml");
        if (context.manifest.find_category(c.category)) part.fault("the category stands twice; keep one");
        context.manifest.collects.push_back(std::move(c));
    }
}

void read_history(ReadContext& context, Section& s)
{
    auto& m = context.manifest;
    Section h(context.faults, s.required("history"), "history");
    m.history_days = h.number("days", 0, 3660);
    m.history_days_max = h.number_or("days_max", 0, 36'600, m.history_days);
    m.poll_minutes = h.number_or("poll_minutes", 0, 7 * 1440, 0);
    m.overlap_days = h.number_or("overlap_days", 0, 60, 2);
    if (m.history_days_max < m.history_days) h.fault("days_max", "it is below days");
    if (m.poll_minutes > 0 && m.poll_minutes < 5)
        h.fault("poll_minutes", "no vendor bears that; 5 or more, or 0 for never");
}

void read_oauth_kind(ReadContext& context, Section& s)
{
    auto& m = context.manifest;
    if (auto const node = s.node("envelope"); s.has("envelope")) m.envelope = read_envelope(context, node);
    // A scheme's nonce call may be signed by a scheme that stands before it.
    for (auto const& node : s.list("signing")) {
        auto scheme = read_signing(context, node);
        if (m.find_signing(scheme.name)) s.fault("signing", "'" + scheme.name + "' stands twice");
        m.signing.push_back(std::move(scheme));
    }
    m.oauth = read_oauth(context, s.required("oauth"));
    for (auto const& node : s.list("rate_limits")) m.rate_limits.push_back(read_rate_limit(context, node));
    if (m.rate_limits.empty()) s.fault("rate_limits", "state the vendor's limit, so that we never run into it");
    for (auto const& node : s.list("requests")) {
        auto request = read_data_request(context, node);
        if (m.find_request(request.name)) s.fault("requests", "'" + request.name + "' stands twice");
        m.requests.push_back(std::move(request));
    }
    if (m.requests.empty()) s.fault("requests", "a Program without data requests brings nothing");
    for (auto const& c : m.collects)
        if (std::none_of(
                m.requests.begin(), m.requests.end(), [&](auto const& r) { return r.categories.contains(c.category); }))
            s.fault("collects", "nothing maps to '" + c.category + "'; people would be asked for nothing; drop it");
    if (auto const node = s.node("webhook"); s.has("webhook")) m.webhook = read_webhook_section(context, node);
    if (!m.webhook && m.poll_minutes == 0) s.fault("history", "without a webhook, poll_minutes must be above 0");
}

void read_file_kind(ReadContext& context, Section& s, std::string const& file)
{
    auto format = parse_file_section(s.required("file"), file, context.metrics);
    s.node("formats");
    if (!format) {
        context.faults.add_line(format.error().public_text.text);
        return;
    }
    for (auto const& category : format->categories)
        if (!context.manifest.find_category(category))
            s.fault("file", "it brings '" + category + "', which is not under collects; say there what is collected");
    for (auto const& c : context.manifest.collects)
        if (!format->categories.contains(c.category))
            s.fault("collects", "no file brings '" + c.category + "'; drop it");
    auto const formats = s.texts("formats"); // for who reads the manifest: the layouts by name
    std::set<std::string> const named(formats.begin(), formats.end());
    std::set<std::string> layouts;
    for (auto const& layout : format->layouts) layouts.insert(layout.code);
    if (named != layouts) s.fault("formats", "name every layout of the file section, and no other");
    context.manifest.file = std::make_shared<FileFormat const>(format.release());
}

} // namespace

Collects const* Manifest::find_category(std::string_view category) const
{
    auto const it =
        std::find_if(collects.begin(), collects.end(), [&](auto const& c) { return c.category == category; });
    return it == collects.end() ? nullptr : &*it;
}

DataRequest const* Manifest::find_request(std::string_view name) const
{
    auto const it = std::find_if(requests.begin(), requests.end(), [&](auto const& r) { return r.name == name; });
    return it == requests.end() ? nullptr : &*it;
}

SigningScheme const* Manifest::find_signing(std::string_view name) const
{
    auto const it = std::find_if(signing.begin(), signing.end(), [&](auto const& s) { return s.name == name; });
    return it == signing.end() ? nullptr : &*it;
}

std::vector<std::string> Manifest::scopes_for(std::set<std::string> const& categories) const
{
    std::vector<std::string> out;
    auto add = [&](std::string const& scope) {
        if (std::find(out.begin(), out.end(), scope) == out.end()) out.push_back(scope);
    };
    if (oauth)
        for (auto const& scope : oauth->base_scopes) add(scope);
    for (auto const& c : collects)
        if (categories.contains(c.category))
            for (auto const& scope : c.scopes) add(scope);
    return out;
}

WebhookRun const* Webhook::run_for(std::string_view vendor_type) const
{
    auto const it = std::find_if(run.begin(), run.end(), [&](auto const& r) { return r.type == vendor_type; });
    return it == run.end() ? nullptr : &*it;
}

Result<Manifest> parse_manifest(
    std::string_view yaml, std::string const& file, timeseries::MetricTable const& metrics, Overrides const& overrides)
try {
    Manifest m;
    Faults faults(file);
    ReadContext context { faults, metrics, m, overrides.allow_http };
    auto const root = YAML::Load(std::string(yaml));
    {
        Section s(faults, root, "manifest");
        m.code = s.text("code");
        if (m.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos
            || m.code.size() > 40)
            s.fault("code", "write at most 40 small letters, digits and _");
        m.title = s.text("title");
        m.description = s.text("description");
        m.homepage = s.text_or("homepage", "");
        if (!m.homepage.empty() && !m.homepage.starts_with("https://")) s.fault("homepage", "write an https address");
        s.required("kind");
        m.kind = s.choice_or<Kind>(
            "kind", { { "oauth", Kind::oauth }, { "direct", Kind::direct }, { "file", Kind::file } }, Kind::oauth);
        read_endpoints(context, s, overrides);
        read_collects(context, s);
        read_history(context, s);
        if (m.kind == Kind::file) read_file_kind(context, s, file);
        if (m.kind == Kind::oauth) read_oauth_kind(context, s);
        if (m.kind != Kind::oauth && !m.endpoints.empty())
            s.fault("endpoints", "only kind oauth calls anybody; drop them");
    }
    TRY(faults.verdict());
    return m;
} catch (YAML::Exception const& e) {
    auto const line = e.mark.is_null() ? std::string() : " line " + std::to_string(e.mark.line + 1);
    return bad_input(file + line + ": this is not YAML: " + e.msg + ".");
}

Result<Manifest> load_manifest(
    std::filesystem::path const& path, timeseries::MetricTable const& metrics, Overrides const& overrides)
{
    std::error_code failed;
    auto const bytes = std::filesystem::file_size(path, failed);
    if (failed || bytes > manifest_bytes_max)
        return bad_input(path.string() + ": cannot be read, or is over 1 MiB.", failed.message());
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return bad_input(path.string() + ": cannot be read; check its rights.");
    return parse_manifest(text.str(), path.filename().string(), metrics, overrides);
}

} // namespace wellkept::programs
