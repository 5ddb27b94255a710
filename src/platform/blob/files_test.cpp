#include "platform/blob/blob.h"
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace wellkept;
namespace fs = std::filesystem;

namespace {

class BlobFiles : public testing::Test {
protected:
    std::string parent = [] {
        std::string pattern = testing::TempDir() + "blobXXXXXX";
        return std::string(mkdtemp(pattern.data()));
    }();
    std::string directory = parent + "/blobs";
    std::unique_ptr<blob::Store> store = blob::files(directory).release();
    ~BlobFiles() override { fs::remove_all(parent); }

    // every regular file and folder below the store, but the folder for half-written files
    std::vector<std::string> everything() const
    {
        std::vector<std::string> out;
        for (auto const& entry : fs::recursive_directory_iterator(directory)) {
            auto const name = fs::relative(entry.path(), directory).string();
            if (name != ".half") out.push_back(name);
        }
        return out;
    }
    static unsigned mode(std::string const& path)
    {
        struct stat about { };
        EXPECT_EQ(stat(path.c_str(), &about), 0) << path;
        return about.st_mode & 07777;
    }
};

TEST_F(BlobFiles, WhatIsPutIsGot)
{
    std::string every(256 * 1024, '\0');
    for (std::size_t i = 0; i < every.size(); ++i) every[i] = char(i * 7);
    ASSERT_TRUE(store->put("recordings/01890a5d-ac96/1", every).ok());
    EXPECT_EQ(store->get("recordings/01890a5d-ac96/1").value(), every);
    ASSERT_TRUE(store->put("recordings/01890a5d-ac96/1", "shorter").ok());
    EXPECT_EQ(store->get("recordings/01890a5d-ac96/1").value(), "shorter");
    ASSERT_TRUE(store->put("empty", "").ok());
    EXPECT_EQ(store->get("empty").value(), "");
    EXPECT_EQ(store->get("absent").error().code, Code::not_found);
    EXPECT_EQ(store->get("recordings/absent/x").error().code, Code::not_found);
    EXPECT_EQ(store->get("recordings").error().code, Code::not_found) << "a folder is no blob";
}

TEST_F(BlobFiles, AKeyMayBeAnothersBeginning)
{
    ASSERT_TRUE(store->put("a", "1").ok());
    ASSERT_TRUE(store->put("a/b", "2").ok());
    ASSERT_TRUE(store->put("a/b/c", "3").ok());
    EXPECT_EQ(store->get("a").value() + store->get("a/b").value() + store->get("a/b/c").value(), "123");
}

TEST_F(BlobFiles, OnlyWeMayRead)
{
    auto const before = umask(0);
    ASSERT_TRUE(store->put("x/y/z", "secret").ok());
    umask(before);
    EXPECT_EQ(mode(directory), 0700u);
    EXPECT_EQ(mode(directory + "/x"), 0700u);
    EXPECT_EQ(mode(directory + "/x/y"), 0700u);
    EXPECT_EQ(mode(directory + "/x/y/z.blob"), 0600u);
    ASSERT_EQ(chmod(directory.c_str(), 0755), 0);
    ASSERT_TRUE(blob::files(directory).ok());
    EXPECT_EQ(mode(directory), 0700u);
}

TEST_F(BlobFiles, KeysCannotLeaveTheStore)
{
    std::ofstream(parent + "/outside.blob") << "outside";
    fs::create_directory(parent + "/elsewhere");
    for (std::string const& key : { std::string(), std::string("/"), std::string("../outside"),
             std::string("a/../../outside"), std::string(".."), std::string("."), std::string("a/./b"),
             std::string("/outside"), std::string("//x"), std::string("a//b"), std::string("a/"), std::string("A"),
             std::string("a.b"), std::string("a b"), std::string("a\\b"), std::string("a%2e%2e"),
             std::string("a\0b", 3), std::string("\xc3\xa9"), std::string("~"), std::string(201, 'a') }) {
        EXPECT_EQ(store->put(key, "x").error().code, Code::bug) << key;
        EXPECT_EQ(store->get(key).error().code, Code::bug) << key;
        EXPECT_EQ(store->remove(key).error().code, Code::bug) << key;
        EXPECT_EQ(store->remove_all(key).error().code, Code::bug) << key;
    }
    EXPECT_TRUE(store->put(std::string(200, 'a'), "x").ok());
    // nor by way of a link that somebody put there
    fs::create_directory_symlink(parent + "/elsewhere", directory + "/link");
    EXPECT_FALSE(store->put("link/x", "x").ok());
    EXPECT_FALSE(store->get("link/x").ok());
    EXPECT_FALSE(store->remove_all("link").ok());
    fs::create_symlink(parent + "/outside.blob", directory + "/out.blob");
    EXPECT_FALSE(store->get("out").ok());
    EXPECT_TRUE(fs::is_empty(parent + "/elsewhere"));
    EXPECT_TRUE(fs::exists(parent + "/outside.blob"));
}

TEST_F(BlobFiles, RemovingLeavesNoTrace)
{
    ASSERT_TRUE(store->put("uploads/person/one", "1").ok());
    ASSERT_TRUE(store->put("uploads/person/two", "2").ok());
    ASSERT_TRUE(store->remove("uploads/person/one").ok());
    EXPECT_EQ(store->get("uploads/person/one").error().code, Code::not_found);
    EXPECT_EQ(store->get("uploads/person/two").value(), "2");
    ASSERT_TRUE(store->remove("uploads/person/two").ok());
    EXPECT_TRUE(everything().empty()) << "the folders' names are gone as well";
    EXPECT_TRUE(store->remove("uploads/person/two").ok()) << "absent is fine";
    EXPECT_TRUE(store->remove("never/was").ok());
}

TEST_F(BlobFiles, RemovingAllTakesThatPrefixOnly)
{
    for (auto const* key : { "s/p1", "s/p1/a", "s/p1/b/c", "s/p1/b/d", "s/p10/a", "s/p2/a" })
        ASSERT_TRUE(store->put(key, key).ok());
    EXPECT_EQ(store->remove_all("s/p1").value(), 3u);
    for (auto const* gone : { "s/p1/a", "s/p1/b/c", "s/p1/b/d" })
        EXPECT_EQ(store->get(gone).error().code, Code::not_found) << gone;
    for (auto const* kept : { "s/p1", "s/p10/a", "s/p2/a" }) EXPECT_EQ(store->get(kept).value(), kept);
    EXPECT_EQ(store->remove_all("s/p1").value(), 0u);
    EXPECT_EQ(store->remove_all("absent").value(), 0u);
    EXPECT_EQ(store->remove_all("s").value(), 3u);
    EXPECT_TRUE(everything().empty());
}

TEST_F(BlobFiles, ConcurrentPutsOfOneKeyLeaveOneWhole)
{
    std::vector<std::thread> threads;
    std::atomic<int> failed { 0 };
    for (char c = 'a'; c <= 'd'; ++c)
        threads.emplace_back([&, c] {
            std::string const mine(50'000, c);
            for (int i = 0; i < 10; ++i) {
                if (!store->put("shared/key", mine).ok()) ++failed;
                auto const got = store->get("shared/key");
                if (!got.ok() || got.value() != std::string(50'000, got.value()[0])) ++failed;
            }
        });
    for (auto& t : threads) t.join();
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(everything().size(), 2u); // the folder and the one file
    EXPECT_TRUE(fs::is_empty(directory + "/.half"));
}

TEST_F(BlobFiles, PutsSurviveTheirFolderBeingSweptAway)
{
    std::atomic<bool> stop { false };
    std::thread sweeper([&] {
        while (!stop) EXPECT_TRUE(store->remove_all("busy").ok());
    });
    for (int i = 0; i < 60; ++i) {
        auto const done = store->put("busy/person/k" + std::to_string(i % 3), "x");
        EXPECT_TRUE(done.ok()) << done.error().detail.text;
    }
    stop = true;
    sweeper.join();
    EXPECT_TRUE(store->put("busy/person/last", "x").ok());
    EXPECT_EQ(store->get("busy/person/last").value(), "x");
}

// A file-size limit makes the kernel cut writes short, as a full disk does.
TEST_F(BlobFiles, AFullDiskLosesNothingAndLeavesNothing)
{
    ASSERT_TRUE(store->put("kept", "old value").ok());
    pid_t const child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit const limit { 4096, 4096 };
        setrlimit(RLIMIT_FSIZE, &limit);
        auto const large = store->put("kept", std::string(100'000, 'x'));
        bool const refused = !large.ok() && large.error().code == Code::unavailable;
        bool const small = store->put("small", "fits").ok();
        _exit(refused && small ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    EXPECT_EQ(store->get("kept").value(), "old value");
    EXPECT_EQ(store->get("small").value(), "fits");
    EXPECT_TRUE(fs::is_empty(directory + "/.half"));
}

TEST_F(BlobFiles, WhatACrashLeftIsSweptAtTheNextStart)
{
    auto const old = directory + "/.half/1-1", fresh = directory + "/.half/1-2";
    std::ofstream(old) << "half";
    std::ofstream(fresh) << "half";
    timespec const times[2] = { { 1'000'000'000, 0 }, { 1'000'000'000, 0 } };
    ASSERT_EQ(utimensat(AT_FDCWD, old.c_str(), times, 0), 0);
    ASSERT_TRUE(blob::files(directory).ok());
    EXPECT_FALSE(fs::exists(old));
    EXPECT_TRUE(fs::exists(fresh)) << "may be another process's, at work";
}

TEST_F(BlobFiles, AnImpossibleDirectoryIsAnError)
{
    std::ofstream(parent + "/file") << "x";
    EXPECT_FALSE(blob::files(parent + "/file").ok());
    EXPECT_FALSE(blob::files(parent + "/absent/deep").ok());
}

} // namespace
