// Rotation: new key out, then primary, re-wrap in the background, then retire.
#include "keep/keys/state.h"
#include "platform/log/log.h"
#include <chrono>
#include <set>

namespace wellkept::keys {

static constexpr int page_rows = 200; // a transaction holds their locks; an erasure of one of them waits so long
static constexpr std::string_view rotated_notice = "rotated";

Result<KeyStore::State::Wrappers> KeyStore::State::wrappers(db::Tx& tx) const
{
    Wrappers out;
    auto const held = roots->held();
    for (auto const& w : TRY(store::list_wrappings(tx)))
        if (w.purpose == "wrap" && !out.contains({ w.tenant, w.version }))
            if (auto key = unwrap_with(held, w); key.ok())
                out[{ w.tenant, w.version }] = std::make_shared<crypto::Key const>(key.release());
    return out;
}

Result<OpenedPersonKey> open_person_key(store::ListedPersonKey const& k, KeyStore::State::Wrappers const& wrappers)
{
    auto const aad = person_aad(k.subject, k.key_id);
    if (k.tenant) {
        auto const wrapper = wrappers.find({ *k.tenant, k.tenant_version });
        if (wrapper == wrappers.end()) return bug("its tenant key does not open");
        return OpenedPersonKey { *k.tenant, TRY(crypto::unwrap(*wrapper->second, k.wrapped.data, aad)) };
    }
    for (auto const& [id, wrapper] : wrappers)
        if (id.second == k.tenant_version)
            if (auto key = crypto::unwrap(*wrapper, k.wrapped.data, aad); key.ok())
                return OpenedPersonKey { id.first, key.release() };
    return bug("no tenant key opens it");
}

Result<> KeyStore::State::adopt()
{
    store::Cursor at;
    for (std::size_t n = page_rows; n == page_rows;) {
        auto tx = TRY(db::Tx::begin(pool));
        auto page = TRY(store::list_without_tenant(tx, at, page_rows));
        n = page.size();
        if (n == 0) return {};
        at = { page.back().subject, page.back().scope };
        auto const all = TRY(wrappers(tx));
        for (auto& k : page)
            if (auto opened = open_person_key(k, all); opened.ok()) k.tenant = opened->tenant;
        TRY(store::set_tenant(tx, page));
        TRY(tx.commit());
    }
    return {};
}

Result<std::vector<ClientId>> KeyStore::tenants() const
{
    auto tx = TRY(db::Tx::begin(m_state->pool, db::Tx::Mode::read_only));
    std::set<ClientId> all;
    for (auto const& k : TRY(store::list_tenant_keys(tx)))
        if (k.purpose == "wrap") all.insert(k.tenant);
    return std::vector<ClientId>(all.begin(), all.end());
}

Result<int> KeyStore::rotate_tenant(ClientId tenant)
{
    auto& s = *m_state;
    auto tx = TRY(db::Tx::begin(s.pool));
    auto const primary = TRY(store::lock_primary(tx, tenant, "wrap"));
    if (!primary)
        return Error { Code::not_found, PublicText("This Client has no key yet, so there is none to rotate.") };
    for (auto const& k : TRY(store::find_tenant_keys(tx, tenant, "wrap")))
        if (k.state == "replaced")
            return Error { Code::conflict,
                PublicText("The last rotation of this Client's key is not through; see `wellkept keys status`.") };
    auto const next = *primary + 1;
    auto const fresh = TRY(crypto::Key::fresh(s.rng));
    // The update waits for whoever stores a key under the old version right now: none comes after it unseen.
    TRY(store::replace_primary(tx, tenant, "wrap", *primary, s.clock.now()));
    for (auto const& root : s.roots->held())
        TRY(store::add_wrapping(
            tx, TRY(wrap_for(root, { tenant, "wrap", next, {}, {}, {} }, fresh, s.clock.now(), s.rng))));
    tx.notify_after_commit(std::string(forget_channel), std::string(rotated_notice));
    TRY(tx.commit());
    s.forget_tenants();
    log::info("tenant_key_rotated", { { "tenant", tenant.text() }, { "version", std::int64_t(next) } });
    return next;
}

namespace {

// One page of one tenant. Whether there may be more.
Result<bool> rewrap_page(
    KeyStore::State& s, ClientId tenant, store::Cursor& at, KeyStore::Progress& progress, std::int64_t& closed)
{
    auto const primary = TRY(s.tenant_key(tenant, "wrap"));
    auto tx = TRY(db::Tx::begin(s.pool));
    if (!TRY(store::hold_primary(tx, tenant, "wrap", primary.version))) { // rotated once more meanwhile
        s.forget_tenants();
        return true;
    }
    auto const page = TRY(store::take_not_under(tx, tenant, primary.version, at, page_rows));
    if (page.empty()) return false;
    at = { page.back().subject, page.back().scope };
    KeyStore::State::Wrappers old;
    auto const held = s.roots->held();
    for (auto const& k : TRY(store::find_tenant_keys(tx, tenant, "wrap")))
        if (!old.contains({ tenant, k.version }))
            if (auto key = unwrap_with(held, { tenant, "wrap", k.version, k.root_id, k.wrapped, {} }); key.ok())
                old[{ tenant, k.version }] = std::make_shared<crypto::Key const>(key.release());
    std::vector<store::ListedPersonKey> renewed;
    for (auto k : page) {
        auto const opened = open_person_key(k, old);
        if (!opened.ok()) { // it stays as it is, for `keys verify` to name and a backup to mend
            ++closed;
            continue;
        }
        k.wrapped.data = TRY(crypto::wrap(*primary.key, opened->key, person_aad(k.subject, k.key_id), s.rng));
        renewed.push_back(std::move(k));
    }
    auto const n = renewed.empty() ? 0 : TRY(store::rewrap(tx, renewed, primary.version));
    TRY(tx.commit());
    progress.rewrapped += n;
    return page.size() == page_rows;
}

} // namespace

Result<KeyStore::Progress> KeyStore::rewrap(Duration at_most, std::function<void(Progress const&)> const& tell)
{
    auto& s = *m_state;
    auto const until = std::chrono::steady_clock::now() + at_most;
    Progress progress;
    TRY(s.adopt());
    for (auto const tenant : TRY(tenants())) {
        store::Cursor at;
        for (bool more = true; more;) {
            more = TRY(rewrap_page(s, tenant, at, progress, progress.closed));
            if (tell) tell(progress);
            if (std::chrono::steady_clock::now() >= until) return progress;
        }
    }
    auto tx = TRY(db::Tx::begin(s.pool));
    auto const disabled = TRY(store::disable_unused(tx, s.clock.now()));
    if (disabled) tx.notify_after_commit(std::string(forget_channel), std::string(rotated_notice));
    TRY(tx.commit());
    if (disabled) {
        s.forget_tenants();
        log::info("tenant_keys_disabled", { { "count", disabled } });
    }
    // What another node has in hand right now was skipped: it is that node's to end.
    progress.through = true;
    return progress;
}

Result<std::int64_t> KeyStore::retire_tenant_keys(std::optional<Duration> disabled_for)
{
    auto& s = *m_state;
    // Without a wait no clock counts: the node that disabled it may have had another time.
    auto const before = s.clock.now() + (disabled_for ? -*disabled_for : Duration(std::chrono::years(100)));
    auto tx = TRY(db::Tx::begin(s.pool));
    auto const n = TRY(store::destroy_disabled(tx, before, s.clock.now()));
    TRY(tx.commit());
    if (n) log::info("tenant_keys_destroyed", { { "count", n } });
    return n;
}

// ---- the root ----

Result<std::int64_t> KeyStore::wrap_under_roots()
{
    auto& s = *m_state;
    std::int64_t made = 0;
    auto const held = s.roots->held();
    auto tx = TRY(db::Tx::begin(s.pool));
    std::map<std::tuple<ClientId, std::string, int>, std::vector<store::Wrapping>> all;
    for (auto& w : TRY(store::list_wrappings(tx))) {
        if (w.root_id.empty()) // of before roots had marks: whose is it?
            for (auto const& root : held)
                if (crypto::unwrap(*root.key, w.wrapped.data, tenant_aad(w.tenant, w.purpose, w.version)).ok()) {
                    TRY(store::mark_wrapping(tx, w, root.id));
                    w.root_id = root.id;
                    break;
                }
        all[{ w.tenant, w.purpose, w.version }].push_back(std::move(w));
    }
    for (auto const& root : held)
        for (auto const& k : TRY(store::list_not_under(tx, root.id))) {
            auto const known = all.find({ k.tenant, k.purpose, k.version });
            if (known == all.end()) continue;
            auto const key = s.open_wrappings(known->second);
            if (!key.ok()) continue; // `keys verify` names it; retiring the old root is refused as long as it is so
            TRY(store::add_wrapping(tx, TRY(wrap_for(root, k, key.value(), s.clock.now(), s.rng))));
            ++made;
        }
    TRY(tx.commit());
    return made;
}

// A root may become the only one if every tenant key is under it.
static Result<> all_under(db::Tx& tx, std::string const& root_id)
{
    auto const missing = TRY(store::list_not_under(tx, root_id));
    if (missing.empty()) return {};
    return Error { Code::conflict,
        PublicText("Not every Client's key is under the new root key yet. See `wellkept keys verify`, then run "
                   "`wellkept keys rotate root` again."),
        Detail(std::to_string(missing.size()) + " keys, the first " + missing.front().tenant.text() + " "
            + missing.front().purpose + " " + std::to_string(missing.front().version)) };
}

Result<std::string> KeyStore::prepare_root(bool bare)
{
    auto& s = *m_state;
    auto const next = TRY(s.roots->prepare(bare, s.rng));
    TRY(wrap_under_roots());
    auto tx = TRY(db::Tx::begin(s.pool));
    tx.notify_after_commit(std::string(forget_channel), std::string(rotated_notice));
    TRY(all_under(tx, next.id));
    TRY(tx.commit());
    log::info("root_key_prepared", { { "root", next.id } });
    return next.file;
}

Result<> KeyStore::promote_root()
{
    auto& s = *m_state;
    auto const next_file = s.roots->config().file + ".next";
    for (auto const& root : s.roots->held()) {
        if (root.file != next_file) continue;
        auto tx = TRY(db::Tx::begin(s.pool));
        TRY(all_under(tx, root.id));
        TRY(s.roots->promote());
        tx.notify_after_commit(std::string(forget_channel), std::string(rotated_notice));
        TRY(tx.commit());
        log::info("root_key_promoted", { { "root", root.id } });
        return {};
    }
    return Error { Code::conflict, PublicText("There is no prepared root key: run `wellkept keys rotate root`.") };
}

Result<std::int64_t> KeyStore::retire_roots()
{
    auto& s = *m_state;
    TRY(wrap_under_roots());
    auto const held = s.roots->held();
    if (held.front().file != s.roots->config().file)
        return Error { Code::conflict,
            PublicText("The rotation of the root key is not through: run `wellkept keys rotate root`.") };
    for (auto const& h : held)
        if (h.file == s.roots->config().file + ".next")
            return Error { Code::conflict,
                PublicText("A next root key is prepared: run `wellkept keys rotate root` first.") };
    auto tx = TRY(db::Tx::begin(s.pool));
    TRY(all_under(tx, held.front().id));
    auto const n = TRY(store::drop_wrappings_not_under(tx, held.front().id));
    tx.notify_after_commit(std::string(forget_channel), std::string(rotated_notice));
    TRY(tx.commit());
    TRY(s.roots->forget_previous());
    log::info("root_keys_retired", { { "wrappings", n } });
    return n;
}

// ---- verification ----

Result<KeyStore::Verified> KeyStore::verify(std::function<void(std::string const&)> const& name_it) const
{
    auto& s = *m_state;
    Verified out;
    auto closed = [&](std::string const& what) {
        ++out.closed;
        if (name_it) name_it(what);
    };
    auto tx = TRY(db::Tx::begin(s.pool, db::Tx::Mode::read_only, db::Tx::Isolation::repeatable_read));
    auto const held = s.roots->held();
    std::map<std::tuple<ClientId, std::string, int>, bool> opens;
    for (auto const& w : TRY(store::list_wrappings(tx))) {
        bool const ours = w.root_id.empty()
            || std::any_of(held.begin(), held.end(), [&](auto const& h) { return h.id == w.root_id; });
        bool const good = unwrap_with(held, w).ok();
        auto& one = opens[{ w.tenant, w.purpose, w.version }];
        one = one || good;
        if (ours && !good)
            closed("tenant key " + w.tenant.text() + " " + w.purpose + " " + std::to_string(w.version) + " under root "
                + (w.root_id.empty() ? "without a mark" : w.root_id));
        else if (!ours)
            continue; // another node's root; whether the key opens here is told below
    }
    for (auto const& k : TRY(store::list_tenant_keys(tx))) {
        if (k.state == "destroyed") continue;
        if (opens[{ k.tenant, k.purpose, k.version }])
            ++out.open;
        else
            closed("tenant key " + k.tenant.text() + " " + k.purpose + " " + std::to_string(k.version)
                + ": no root key held here opens it");
    }
    auto const wrappers = TRY(s.wrappers(tx));
    store::Cursor at;
    for (std::size_t n = 1000; n == 1000;) {
        auto const page = TRY(store::list_person_keys(tx, at, 1000));
        n = page.size();
        for (auto const& k : page) {
            if (open_person_key(k, wrappers).ok())
                ++out.open;
            else
                closed("person key " + k.key_id.text() + " of subject " + k.subject.text() + ", version "
                    + std::to_string(k.tenant_version) + (k.tenant ? " of tenant " + k.tenant->text() : ""));
            at = { k.subject, k.scope };
        }
    }
    for (auto const& k : TRY(store::list_returned(tx)))
        closed("person key " + k.text() + " was destroyed, and is here again");
    return out;
}

} // namespace wellkept::keys
