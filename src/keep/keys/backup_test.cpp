// Backups of the keystore: they bring back what was lost, and nothing that was destroyed.
#include "keep/keys/testing_keys.h"
#include <fstream>
#include <sstream>

namespace wellkept::keys {
namespace {

using namespace std::chrono_literals;

class Backups : public testing::Keys {
protected:
    void TearDown() override { std::filesystem::remove_all(directory); }
    access::KeyRing::Key make(KeyStore& s, SubjectId id, access::Scope const& scope = access::person_scope)
    {
        return s.find_or_make(tenant, id, scope).release();
    }
    bool reads(KeyStore& s, SubjectId id, std::string const& sealed, access::Scope const& scope = access::person_scope)
    {
        auto const key = s.find(tenant, id, scope);
        return key.ok() && opens(key.value(), sealed);
    }
    void lose_everything() { command("TRUNCATE keys.person_key, keys.tenant_key, keys.wrapping, keys.tombstone"); }
    std::string read(std::string const& path)
    {
        std::stringstream text;
        text << std::ifstream(path, std::ios::binary).rdbuf();
        return text.str();
    }
    void write(std::string const& path, std::string const& text) { std::ofstream(path, std::ios::binary) << text; }

    std::string directory = db::testing::temporary_directory();
    crypto::Key sealing = crypto::Key::fresh(rng).release();
};

TEST_F(Backups, ALostKeystoreComesBack)
{
    auto const s = store();
    auto const hers = sealed_with(make(*s, ann)), his = sealed_with(make(*s, ben));
    auto const in_connection = sealed_with(make(*s, ann, access::scope_of(connection, "heart")));
    std::vector<SubjectId> many;
    for (int i = 0; i < 2100; ++i) { // more than one chunk
        many.push_back(SubjectId::fresh(clock, rng));
        ASSERT_TRUE(make(*s, many.back()));
    }
    auto const secret = s->seal_for_tenant(tenant, "place", "a secret").release();
    auto const file = s->back_up(directory, sealing).release();
    EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::mask,
        std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_EQ(read(file).find(ann.text()), std::string::npos) << "it names nobody";
    lose_everything();
    auto const after = store();
    EXPECT_FALSE(reads(*store(), ann, hers));
    lose_everything(); // the look above made a tenant key
    auto const done = after->restore(file, sealing, {});
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    EXPECT_EQ(done->person_keys, 2103);
    EXPECT_TRUE(reads(*after, ann, hers));
    EXPECT_TRUE(reads(*after, ben, his));
    EXPECT_TRUE(reads(*after, ann, in_connection, access::scope_of(connection, "heart")));
    EXPECT_EQ(after->open_for_tenant(tenant, "place", secret).value(), "a secret");
    EXPECT_EQ(after->verify()->closed, 0);
    EXPECT_EQ(after->restore(file, sealing, {})->there_already, 2103) << "again changes nothing";
}

TEST_F(Backups, APersonDestroyedAfterTheBackupStaysUnreadable)
{
    auto const s = store();
    auto const hers = sealed_with(make(*s, ann)), his = sealed_with(make(*s, ben));
    auto const file = s->back_up(directory, sealing).release();
    ASSERT_TRUE(s->destroy_person(ann).ok());
    // The keystore is whole: its own tombstone keeps her out.
    EXPECT_EQ(s->restore(file, sealing, {})->kept_out, 1);
    EXPECT_FALSE(reads(*store(), ann, hers));
    // The keystore is lost with its tombstones: the ledger keeps her out, and for good.
    lose_everything();
    auto const after = store();
    EXPECT_EQ(after->restore(file, sealing, { { ann, tenant, {}, clock.now() } })->kept_out, 1);
    EXPECT_FALSE(reads(*after, ann, hers));
    EXPECT_FALSE(after->find_or_make(tenant, ann, access::person_scope).ok());
    EXPECT_EQ(after->restore(file, sealing, {})->kept_out, 1) << "also without the ledger by now";
    EXPECT_FALSE(reads(*after, ann, hers));
    EXPECT_TRUE(reads(*after, ben, his));
}

TEST_F(Backups, AScopeDestroyedAfterTheBackupStaysUnreadable)
{
    auto const s = store();
    auto const heart = access::scope_of(connection, "heart"), sleep = access::scope_of(connection, "sleep");
    auto const other = access::scope_of(ConnectionId::fresh(clock, rng), "heart");
    auto const first = sealed_with(make(*s, ann, heart)), night = sealed_with(make(*s, ann, sleep));
    auto const elsewhere = sealed_with(make(*s, ann, other));
    auto const before = s->back_up(directory, sealing).release();
    clock.advance(1s);
    ASSERT_TRUE(s->destroy_scope(ann, heart, tenant).ok());
    Destroyed const gone { ann, tenant, heart, clock.now() };
    clock.advance(1s);
    auto const anew = sealed_with(make(*s, ann, heart)); // permitted again: another key
    auto const after = s->back_up(directory, sealing).release();

    lose_everything();
    auto const b = store();
    EXPECT_EQ(b->restore(before, sealing, { gone })->kept_out, 1);
    EXPECT_FALSE(reads(*b, ann, first, heart));
    EXPECT_TRUE(reads(*b, ann, night, sleep));
    EXPECT_TRUE(reads(*b, ann, elsewhere, other));
    lose_everything();
    auto const c = store();
    EXPECT_EQ(c->restore(after, sealing, { gone })->kept_out, 0);
    EXPECT_TRUE(reads(*c, ann, anew, heart));
    // A whole connection.
    lose_everything();
    auto const d = store();
    EXPECT_EQ(d->restore(after, sealing, { { ann, tenant, access::scope_of(connection), clock.now() } })->kept_out, 2);
    EXPECT_TRUE(reads(*d, ann, elsewhere, other));
}

TEST_F(Backups, OfBeforeARotationAreReWrapped)
{
    auto const s = store();
    auto const hers = sealed_with(make(*s, ann)), his = sealed_with(make(*s, ben));
    auto const file = s->back_up(directory, sealing).release();
    ASSERT_TRUE(s->rotate_tenant(tenant).ok());
    ASSERT_TRUE(s->rewrap(1h).ok());
    ASSERT_EQ(s->retire_tenant_keys(0s).value(), 1);
    command("DELETE FROM keys.person_key WHERE subject_id = '" + ann.text() + "'");
    EXPECT_EQ(s->restore(file, sealing, {})->person_keys, 1);
    EXPECT_TRUE(reads(*s, ann, hers));
    EXPECT_EQ(s->rewrap(1h)->rewrapped, 1);
    EXPECT_EQ(s->retire_tenant_keys(0s).value(), 1);
    EXPECT_TRUE(reads(*store(), ann, hers));
    EXPECT_TRUE(reads(*store(), ben, his));
}

TEST_F(Backups, MendAKeyThatDoesNotOpen)
{
    auto const s = store();
    auto const hers = sealed_with(make(*s, ann)), his = sealed_with(make(*s, ben));
    auto const file = s->back_up(directory, sealing).release();
    command("UPDATE keys.person_key SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) WHERE subject_id = '"
        + ann.text() + "'");
    ASSERT_EQ(s->verify()->closed, 1);
    auto const done = s->restore(file, sealing, {}).value();
    EXPECT_EQ(done.person_keys, 1);
    EXPECT_EQ(done.there_already, 1);
    EXPECT_TRUE(reads(*store(), ann, hers));
    EXPECT_EQ(s->verify()->closed, 0);
}

TEST_F(Backups, AreRefusedWholeWhenDamagedOrForeign)
{
    auto const s = store();
    auto const hers = sealed_with(make(*s, ann));
    auto const file = s->back_up(directory, sealing).release();
    auto const good = read(file);
    lose_everything();
    auto const after = store();
    auto refused = [&](std::string const& text) {
        write(directory + "/bad", text);
        auto const r = after->restore(directory + "/bad", sealing, {});
        return !r.ok() && r.error().code == Code::bad_input && count("keys.person_key") == 0
            && count("keys.tenant_key") == 0;
    };
    for (std::size_t cut : { std::size_t(0), std::size_t(10), good.size() / 2, good.size() - 1 })
        EXPECT_TRUE(refused(good.substr(0, cut))) << cut;
    for (std::size_t at = 0; at < good.size(); at += 37) {
        auto bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        EXPECT_TRUE(refused(bad)) << at;
    }
    EXPECT_TRUE(refused(good + "more"));
    auto const other = crypto::Key::fresh(rng).release();
    EXPECT_EQ(after->restore(file, other, {}).error().code, Code::bad_input);
    EXPECT_EQ(count("keys.person_key"), 0);
    // Used after the loss: other keys for the same tenant stand there now.
    ASSERT_TRUE(make(*after, ben));
    EXPECT_EQ(after->restore(file, sealing, {}).error().code, Code::conflict);
}

TEST_F(Backups, UnderARootThatIsNotHereChangeNothing)
{
    auto const s = store();
    ASSERT_TRUE(make(*s, ann));
    auto const file = s->back_up(directory, sealing).release();
    lose_everything();
    EXPECT_EQ(store("another root")->restore(file, sealing, {}).error().code, Code::conflict);
    EXPECT_EQ(count("keys.tenant_key"), 0);
    EXPECT_EQ(store()->restore(file, sealing, {})->person_keys, 1);
}

TEST_F(Backups, AreShortLived)
{
    auto const s = store();
    ASSERT_TRUE(make(*s, ann));
    auto const old = s->back_up(directory, sealing).release();
    write(directory + "/wellkept-keys-notes.txt", "not ours");
    write(old + ".unfinished", "of a crash");
    clock.advance(24h * 6);
    auto const young = s->back_up(directory, sealing).release();
    EXPECT_TRUE(prune_backups(directory, 24h * 7, clock)->empty());
    clock.advance(24h * 2);
    EXPECT_EQ(prune_backups(directory, 24h * 7, clock)->size(), 2u);
    EXPECT_FALSE(std::filesystem::exists(old));
    EXPECT_TRUE(std::filesystem::exists(young));
    EXPECT_TRUE(std::filesystem::exists(directory + "/wellkept-keys-notes.txt"));
}

} // namespace
} // namespace wellkept::keys
