// Rotation: everything stays readable at each moment, whatever is killed, and nothing old is destroyed that is needed.
#include "keep/keys/testing_keys.h"
#include <atomic>
#include <csignal>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace wellkept::keys {
namespace {

using namespace std::chrono_literals;

class Rotation : public testing::Keys {
protected:
    struct Person {
        SubjectId id;
        std::string sealed;
    };
    std::vector<Person> people(KeyStore& s, int n)
    {
        std::vector<Person> out;
        for (int i = 0; i < n; ++i) {
            auto const id = SubjectId::fresh(clock, rng);
            out.push_back({ id, sealed_with(s.find_or_make(tenant, id, access::person_scope).release()) });
        }
        return out;
    }
    int unreadable(KeyStore& s, std::vector<Person> const& all)
    {
        int n = 0;
        for (auto const& p : all) {
            auto key = s.find(tenant, p.id, access::person_scope);
            n += !key.ok() || !opens(key.value(), p.sealed);
        }
        return n;
    }
    std::int64_t under(int version)
    {
        return count("keys.person_key WHERE tenant_version = " + std::to_string(version));
    }
    std::int64_t versions(std::string const& state)
    {
        return count("keys.tenant_key WHERE purpose = 'wrap' AND state = '" + state + "'");
    }
};

TEST_F(Rotation, ReWrapsEveryKeyThenDisablesThenDestroysTheOldVersion)
{
    auto const s = store();
    auto const all = people(*s, 450);
    ASSERT_EQ(s->rotate_tenant(tenant).value(), 2);
    EXPECT_EQ(s->status()->left_to_rewrap, 450);
    EXPECT_EQ(s->rotate_tenant(tenant).error().code, Code::conflict) << "one at a time";
    int told = 0;
    auto const done = s->rewrap(1h, [&](auto const&) { ++told; }).value();
    EXPECT_TRUE(done.through);
    EXPECT_EQ(done.rewrapped, 450);
    EXPECT_GE(told, 3) << "progress is told by page";
    EXPECT_EQ(under(1), 0);
    EXPECT_EQ(versions("disabled"), 1);
    EXPECT_EQ(s->status()->left_to_rewrap, 0);
    EXPECT_EQ(unreadable(*store(), all), 0);
    EXPECT_EQ(s->retire_tenant_keys(24h * 7).value(), 0) << "disabled only now";
    clock.advance(24h * 8);
    EXPECT_EQ(s->retire_tenant_keys(24h * 7).value(), 1);
    EXPECT_EQ(count("keys.wrapping WHERE purpose = 'wrap'"), 1);
    EXPECT_EQ(unreadable(*store(), all), 0);
    EXPECT_EQ(s->verify()->closed, 0);
    EXPECT_EQ(s->rotate_tenant(tenant).value(), 3) << "a number never comes again";
}

TEST_F(Rotation, GoesOnWhereAKilledOneStopped)
{
    auto const s = store();
    auto const all = people(*s, 500);
    ASSERT_TRUE(s->rotate_tenant(tenant).ok());
    auto const child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        auto own = db::Pool::create({ .url = db::testing::url(database), .connections = 2 }).release();
        KeyStore mine(crypto::derive(root, "root").release(), *own, clock, rng);
        (void)mine.rewrap(1h, [](auto const& p) {
            if (p.rewrapped > 0) ::raise(SIGKILL);
        });
        ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it was not killed in the middle";
    EXPECT_EQ(under(1), 300) << "one page was done";
    EXPECT_EQ(unreadable(*store(), all), 0) << "half under the old version, half under the new";
    EXPECT_EQ(versions("replaced"), 1);
    EXPECT_EQ(s->retire_tenant_keys(0s).value(), 0) << "what is in use cannot be destroyed";
    EXPECT_EQ(s->rewrap(1h)->rewrapped, 300);
    EXPECT_EQ(under(1), 0);
    EXPECT_EQ(unreadable(*store(), all), 0);
}

TEST_F(Rotation, NodesReadAndWriteMeanwhileAlsoWithOldKeysInTheirCache)
{
    auto const a = store(), b = store(), c = store();
    auto all = people(*a, 300);
    EXPECT_EQ(unreadable(*b, all), 0);
    EXPECT_EQ(unreadable(*c, all), 0);
    std::atomic<bool> stop = false;
    std::atomic<int> bad = 0, made = 0;
    std::vector<std::thread> threads;
    for (auto* node : { b.get(), c.get() })
        threads.emplace_back([&, node] {
            while (!stop) {
                auto const id = SubjectId::fresh(clock, rng);
                auto const key = node->find_or_make(tenant, id, access::person_scope);
                if (!key.ok()) {
                    ++bad;
                    continue;
                }
                ++made;
                auto const sealed = sealed_with(key.value());
                node->forget(id);
                auto const again = node->find(tenant, id, access::person_scope);
                bad += !again.ok() || !opens(again.value(), sealed);
            }
        });
    for (int round = 0; round < 4; ++round) {
        auto const before = made.load();
        ASSERT_TRUE(a->rotate_tenant(tenant).ok());
        // Two nodes re-wrap at once, until nothing is left under old versions.
        for (int i = 0; i < 50 && versions("replaced") > 0; ++i) {
            std::thread other([&] { bad += !b->rewrap(1h).ok(); });
            bad += !a->rewrap(1h).ok();
            other.join();
        }
        EXPECT_EQ(versions("replaced"), 0);
        EXPECT_TRUE(a->retire_tenant_keys({}).ok());
        while (made == before) std::this_thread::yield();
    }
    stop = true;
    for (auto& t : threads) t.join();
    EXPECT_EQ(bad, 0);
    EXPECT_EQ(unreadable(*b, all), 0);
    EXPECT_EQ(a->verify()->closed, 0);
    EXPECT_EQ(versions("destroyed"), 4);
}

TEST_F(Rotation, AKeyThatDoesNotOpenHoldsItsVersionAndNothingElse)
{
    auto const s = store();
    auto const all = people(*s, 3);
    command("UPDATE keys.person_key SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) WHERE subject_id = '"
        + all[1].id.text() + "'");
    ASSERT_TRUE(s->rotate_tenant(tenant).ok());
    auto const done = s->rewrap(1h).value();
    EXPECT_EQ(done.rewrapped, 2);
    EXPECT_EQ(done.closed, 1);
    EXPECT_TRUE(done.through);
    EXPECT_EQ(versions("replaced"), 1);
    EXPECT_EQ(s->retire_tenant_keys(0s).value(), 0);
    std::vector<std::string> named;
    EXPECT_EQ(s->verify([&](std::string const& what) { named.push_back(what); })->closed, 1);
    ASSERT_EQ(named.size(), 1u);
    EXPECT_NE(named[0].find(all[1].id.text()), std::string::npos);
}

TEST_F(Rotation, RowsOfBeforeTenantsWereNotedFindTheirs)
{
    auto const s = store();
    auto const all = people(*s, 5);
    auto const other = ClientId::fresh(clock, rng);
    ASSERT_TRUE(s->find_or_make(other, ben, access::person_scope).ok());
    command("UPDATE keys.person_key SET tenant_id = NULL");
    command("UPDATE keys.wrapping SET root_id = ''");
    EXPECT_EQ(unreadable(*store(), all), 0);
    ASSERT_TRUE(s->rotate_tenant(tenant).ok());
    EXPECT_EQ(s->rewrap(1h)->rewrapped, 5);
    EXPECT_EQ(count("keys.person_key WHERE tenant_id IS NULL"), 0);
    EXPECT_EQ(under(1), 1) << "the other tenant's";
    EXPECT_EQ(unreadable(*store(), all), 0);
}

// ---- the root ----

class Root : public Rotation {
protected:
    void SetUp() override { ASSERT_TRUE(node().ok()); }
    void TearDown() override { std::filesystem::remove_all(directory); }
    Result<std::unique_ptr<KeyStore>> node()
    {
        auto roots = TRY(Roots::open(config, *pool, true, rng));
        return std::make_unique<KeyStore>(std::move(roots), *pool, clock, rng);
    }
    void program(std::string const& text)
    {
        auto const path = directory + "/kms";
        std::ofstream(path) << "#!/bin/sh\n" << text;
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        config.kms_command = { path };
    }
    std::string directory = db::testing::temporary_directory();
    RootConfig config { directory + "/root.key", {}, 5 };
    // A stand-in for a key service: turns the digits round, and marks what it made.
    std::string const turning =
        "if [ \"$1\" = wrap ]; then echo turned; rev; else read -r first; [ \"$first\" = turned ] "
        "|| exit 3; rev; fi\n";
};

TEST_F(Root, IsRotatedWhileNodesRun)
{
    auto const running = node().release();
    auto const all = people(*running, 3);
    auto const operator_ = node().release();
    ASSERT_TRUE(operator_->prepare_root(false).ok());
    EXPECT_EQ(operator_->status()->roots.size(), 2u);
    ASSERT_TRUE(operator_->promote_root().ok());
    clock.advance(1h); // its cache is empty
    EXPECT_EQ(unreadable(*running, all), 0);
    // A tenant made by a node that knows the old root alone is wrapped under the new one before the old may go.
    auto const late = ClientId::fresh(clock, rng);
    ASSERT_TRUE(running->blind(late, "kind", "value").ok());
    EXPECT_GE(operator_->retire_roots().value(), 2);
    EXPECT_EQ(operator_->status()->roots.size(), 1u);
    EXPECT_FALSE(std::filesystem::exists(config.file + ".previous"));
    clock.advance(1h);
    EXPECT_EQ(unreadable(*running, all), 0) << "it reads the new file";
    EXPECT_EQ(unreadable(*node().release(), all), 0);
    EXPECT_EQ(node().release()->verify()->closed, 0);
}

TEST_F(Root, IsFoundAgainAfterACrashAtAnyStep)
{
    auto const all = people(*node().release(), 2);
    auto const file = config.file;
    { // after the next key's file was made, before anything is under it
        auto roots = Roots::open(config, *pool, false, rng).release();
        ASSERT_TRUE(roots->prepare(false, rng).ok());
    }
    EXPECT_EQ(unreadable(*node().release(), all), 0);
    ASSERT_TRUE(node().release()->prepare_root(false).ok());
    // between the two renamings
    std::filesystem::rename(file, file + ".previous");
    auto const between = node().release();
    EXPECT_EQ(unreadable(*between, all), 0);
    EXPECT_EQ(between->retire_roots().error().code, Code::conflict);
    ASSERT_TRUE(between->prepare_root(false).ok());
    ASSERT_TRUE(between->promote_root().ok());
    EXPECT_TRUE(std::filesystem::exists(file));
    EXPECT_EQ(node().release()->prepare_root(false).error().code, Code::conflict) << "the last one is not finished";
    ASSERT_TRUE(node().release()->retire_roots().ok());
    EXPECT_EQ(unreadable(*node().release(), all), 0);
}

TEST_F(Root, IsNotRetiredWhileAKeyIsUnderTheOldOneAlone)
{
    auto const s = node().release();
    auto const all = people(*s, 1);
    ASSERT_TRUE(s->prepare_root(false).ok());
    command("UPDATE keys.wrapping SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)");
    command("DELETE FROM keys.wrapping w WHERE created_at > (SELECT min(created_at) FROM keys.wrapping o WHERE "
            "o.tenant_id ="
            " w.tenant_id AND o.purpose = w.purpose AND o.version = w.version)");
    EXPECT_EQ(s->promote_root().error().code, Code::conflict);
    EXPECT_GT(s->verify()->closed, 0);
}

TEST_F(Root, MovesToAKeyServiceAndBack)
{
    auto const all = people(*node().release(), 2);
    program(turning);
    ASSERT_TRUE(node().ok()) << "bare as before";
    ASSERT_TRUE(node().release()->prepare_root(false).ok());
    ASSERT_TRUE(node().release()->promote_root().ok());
    ASSERT_TRUE(node().release()->retire_roots().ok());
    auto const by_service = node().release();
    EXPECT_TRUE(by_service->status()->roots.at(0).by_kms);
    EXPECT_EQ(unreadable(*by_service, all), 0);
    auto const command_line = config.kms_command;
    config.kms_command = {};
    EXPECT_NE(node().error().public_text.text.find("keys.kms_command"), std::string::npos);
    config.kms_command = command_line;
    ASSERT_TRUE(node().release()->prepare_root(true).ok());
    ASSERT_TRUE(node().release()->promote_root().ok());
    ASSERT_TRUE(node().release()->retire_roots().ok());
    config.kms_command = {};
    EXPECT_EQ(unreadable(*node().release(), all), 0);
}

TEST_F(Root, AFailingKeyServiceChangesNothingAndSaysWhatToDo)
{
    auto const all = people(*node().release(), 1);
    for (auto const* text : { "exit 1\n", "kill -9 $$\n", "sleep 60\n", "yes\n", "echo nothing to unwrap\n" }) {
        program(text);
        config.kms_seconds_max = 1;
        auto const prepared = node().release()->prepare_root(false);
        ASSERT_FALSE(prepared.ok()) << text;
        EXPECT_EQ(prepared.error().code, Code::unavailable) << text;
        EXPECT_NE(prepared.error().public_text.text.find("kms_command"), std::string::npos) << text;
        EXPECT_FALSE(std::filesystem::exists(config.file + ".next")) << text;
        EXPECT_EQ(unreadable(*node().release(), all), 0);
    }
    config.kms_command = { directory + "/not-there" };
    EXPECT_EQ(node().release()->prepare_root(false).error().code, Code::unavailable);
    // It opens another key than it was given: that must never become a root.
    program("if [ \"$1\" = wrap ]; then cat; else echo "
            "00000000000000000000000000000000000000000000000000000000000000aa; fi\n");
    EXPECT_FALSE(node().release()->prepare_root(false).ok());
    EXPECT_FALSE(std::filesystem::exists(config.file + ".next"));
}

} // namespace
} // namespace wellkept::keys
