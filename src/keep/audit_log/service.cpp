#include "access/audit_read.h"
#include "access/enforced.h"
#include "keep/audit_log/state.h"
#include "keep/audit_log/store.h"
#include "platform/http/outgoing.h"
#include "platform/json/json.h"
#include "platform/log/log.h"
#include <fstream>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace wellkept::audit_log {
namespace {

access::Enforces const kept_so_long { "retention.audit_log", "keep/audit_log", "src/keep/audit_log/log_test.cpp" };

constexpr std::string_view key_place = "audit_log.signing_key";

struct Extra {
    std::string row, salt;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 100'000 }; }
};
BOOST_DESCRIBE_STRUCT(Extra, (), (row, salt))

} // namespace

std::string origin_of(std::string_view public_url)
{
    auto const scheme = public_url.find("://");
    return std::string(scheme == public_url.npos ? public_url : public_url.substr(scheme + 3)) + "/tlog";
}

Result<std::vector<Witness>> read_witnesses(std::string const& file)
{
    std::vector<Witness> out;
    if (file.empty()) return out;
    std::ifstream in(file);
    if (!in) return bad_input("The file of witnesses cannot be read.", file);
    std::string text;
    for (int number = 1; std::getline(in, text); ++number) {
        auto no = [&](std::string const& mend) { return bad_input(file + ":" + std::to_string(number) + ": " + mend); };
        std::istringstream words(text);
        std::string what, name, key, url, more;
        words >> what >> name >> key >> url >> more;
        if (what.empty() || what[0] == '#' || what == "log" || (what == "quorum" && name == "none")) continue;
        if (what != "witness") return no("write `witness NAME KEY URL`; groups and quorums are not asked for here");
        auto v = tlog::Verifier::parse(key);
        if (!v.ok() || v->type != tlog::KeyType::cosignature)
            return no("give the key as `wellkept-witness key` prints it");
        if (!(url.starts_with("https://") || url.starts_with("http://")) || !more.empty())
            return no("give the URL of the witness's checkpoint after the key");
        out.push_back({ url, v.release() });
    }
    return out;
}

Log::Log(db::Pool& pool, access::KeyRing& keys, Clock const& clock, Rng& rng, LogConfig config)
    : m_state(new State { pool, keys, clock, rng, std::move(config) })
{
}
Log::~Log() = default;

Result<Signer> Log::State::key()
{
    std::lock_guard const lock(mutex);
    if (signer) return *signer;
    auto look = [&]() -> Result<std::optional<store::KeyRow>> {
        auto tx = TRY(db::Tx::begin(pool, db::Tx::Mode::read_only));
        return store::key(tx);
    };
    auto row = TRY(look());
    if (!row) {
        auto const seed = TRY(crypto::Key::fresh(rng));
        auto const fresh = TRY(crypto::SigningKey::from_seed(seed.bytes()));
        auto const verifier = TRY(tlog::Verifier::make(config.origin, tlog::KeyType::ed25519, fresh));
        store::KeyRow const made { config.origin, { verifier.public_key },
            { TRY(keys.seal_for_tenant(ClientId {}, key_place, seed.bytes())) } };
        auto tx = TRY(db::Tx::begin(pool));
        TRY(store::add_key(tx, made, clock.now()));
        TRY(tx.commit());
        row = TRY(look()); // another node may have been first
        if (!row) return bug("the audit log's key was not kept");
    }
    auto seed = TRY(keys.open_for_tenant(ClientId {}, key_place, row->sealed.data));
    auto made = crypto::SigningKey::from_seed(seed);
    crypto::wipe(seed);
    auto key = TRY(std::move(made));
    auto verifier = TRY(tlog::Verifier::make(row->origin, tlog::KeyType::ed25519, key));
    if (verifier.public_key != row->public_key.data) return bug("the audit log's key is not the one of its public key");
    signer = Signer { std::move(key), std::move(verifier) };
    return *signer;
}

Result<tlog::Verifier> Log::verifier() { return TRY(m_state->key()).verifier; }

Result<Log::Status> Log::status()
{
    Status out;
    out.log_key = TRY(verifier()).text();
    auto tx = TRY(db::Tx::begin(m_state->pool, db::Tx::Mode::read_only));
    auto const last = TRY(store::latest_checkpoint(tx));
    out.entries = TRY(store::next_idx(tx));
    out.waiting = TRY(access::count_pending(tx));
    out.cosigned = TRY(store::cosigned_size(tx));
    out.anomalies = static_cast<std::int64_t>(TRY(store::anomalies(tx)).size());
    if (last) out.signed_at = last->signed_at;
    return out;
}

Result<int> Log::State::collect(http::Outgoing& outgoing, Witness const& witness)
{
    auto const answer =
        TRY(outgoing.send({ .url = witness.url, .timeout_ms = 10'000, .response_bytes_max = tlog::note_bytes_max }));
    if (answer.status != 200)
        return unavailable("The witness does not answer.", "status " + std::to_string(answer.status));
    auto const note = TRY(tlog::parse_note(answer.body));
    auto const seen = TRY(tlog::parse_checkpoint(note.text));
    auto const at = tlog::cosigned_at(note, witness.key);
    auto const ours = TRY(key()).verifier;
    if (!at || tlog::signed_by(note, ours) != tlog::Signed::yes)
        return bad_input("What the witness publishes is not co-signed by it, or not ours.");
    auto tx = TRY(db::Tx::begin(pool));
    auto const size = static_cast<std::int64_t>(seen.size);
    auto const own = TRY(store::checkpoint_at(tx, size));
    if (!own || !own->note.starts_with(note.text)) {
        {
            auto const rolled_back = std::move(tx);
        }
        // It bears our signature, so we signed it once: the log was put back, or signed twice.
        TRY(note_disagreement(witness.key.name, size));
        return 0;
    }
    int fresh = 0;
    for (auto const& s : note.signatures)
        if (s.name == witness.key.name && s.key_id == witness.key.id()
            && own->cosignatures.find(tlog::line(s)) == std::string::npos) {
            TRY(store::add_cosignature(tx, size, s.name, tlog::line(s), *at));
            ++fresh;
            break;
        }
    TRY(tx.commit());
    return fresh;
}

Result<> Log::State::note_disagreement(std::string const& witness, std::int64_t size)
{
    return note("witness_disagrees", witness + " " + std::to_string(size),
        "witness " + witness + " holds a checkpoint of " + std::to_string(size)
            + " entries under our key that the log does not have");
}

Result<int> Log::collect_cosignatures(http::Outgoing& outgoing)
{
    int fresh = 0;
    for (auto const& w : m_state->config.witnesses) {
        auto const n = m_state->collect(outgoing, w);
        if (n.ok())
            fresh += n.value();
        else
            log::warn("witness_not_heard",
                { { "witness", w.key.name }, { "detail", n.error().public_text.text + " " + n.error().detail.text } });
    }
    return fresh;
}

std::string proof_extra(std::string_view row, std::string_view salt)
{
    return json::encode_text(Extra { std::string(row), crypto::hex(salt) });
}

Result<CheckedProof> check_proof(
    std::string_view text, tlog::Verifier const& log, std::vector<tlog::Verifier> const& witnesses)
{
    auto const proof = TRY(tlog::parse_proof(text));
    auto const extra = json::decode_text<Extra>(proof.extra);
    auto const salt = extra.ok() ? crypto::hex_decode(extra->salt) : std::nullopt;
    if (!salt || salt->size() != access::audit_salt_size)
        return bad_input("The proof does not carry the entry it is about.");
    auto const checkpoint = TRY(tlog::open_checkpoint(proof.checkpoint, log));
    auto const leaf = tlog::leaf_hash(crypto::view(access::audit_commitment(*salt, extra->row)));
    if (!tlog::verify_inclusion(proof.index, checkpoint.size, leaf, proof.hashes, checkpoint.root))
        return bad_input("This entry, as it stands in the file, is not in the signed log.");
    CheckedProof out { extra->row, proof.index, checkpoint.size, {} };
    auto const note = TRY(tlog::parse_note(proof.checkpoint));
    for (auto const& w : witnesses)
        if (tlog::cosigned_at(note, w)) out.witnesses.push_back(w.name);
    return out;
}

Result<std::string> retention_period(std::string const& policy_directory)
{
    try {
        for (auto const& rule : YAML::LoadFile(policy_directory + "/retention.yaml")["rules"])
            if (rule["code"].as<std::string>() == "audit_log") return rule["period"].as<std::string>();
    } catch (YAML::Exception const& e) {
        return bad_input("retention.yaml cannot be read.", e.what());
    }
    return bad_input("retention.yaml has no rule audit_log.");
}

Result<int> retire_partitions(db::Pool& owner, std::string const& period, Clock const& clock)
{
    auto tx = TRY(db::Tx::begin(owner));
    auto const n = TRY(store::retire_partitions(tx, period, clock.now()));
    TRY(tx.commit());
    return n;
}

} // namespace wellkept::audit_log
