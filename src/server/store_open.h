// The databases and the keystore: what the server and the operator's commands both stand on.
#pragma once
#include "access/gate.h"
#include "keep/keys/keys.h"
#include "platform/config/config.h"
#include "platform/db/db.h"

namespace wellkept::server {

struct Urls {
    std::string owner, app, keys_owner, keys_app;
};

// Opens (and for the embedded cluster starts) the databases, migrates them, loads the root key and the policy.
class Ground {
public:
    // attach: a command beside a running server uses that server's cluster and changes no schema.
    enum class As { server, command };
    static Result<std::unique_ptr<Ground>> open(config::Config const&, As);
    ~Ground();
    // Makes the audit log's partitions ahead and retires those past their period, as the owner of the tables. Leaves an
    // audit row of each retirement.
    Result<> tend_audit_partitions();

    config::Config config;
    std::unique_ptr<Clock> clock;
    TestClock* test_clock = nullptr; // set with test.clock
    SystemRng rng;
    Urls urls;
    std::unique_ptr<db::Embedded> embedded;
    std::unique_ptr<db::Pool> pool, keys_pool;
    std::unique_ptr<keys::KeyStore> keys;
    std::unique_ptr<keys::ErasureLedger> ledger;
    std::unique_ptr<access::PolicyHolder> policy;
    std::unique_ptr<access::Gate> gate;
    std::unique_ptr<crypto::SigningKey> receipt_key;

    // Commands beside a test installation's server live in its time.
    void leave_test_clock() const;

private:
    Ground() = default;
};

// Where schema/ and the like stand: WELLKEPT_SHARE of the environment, else where it was built.
std::string share_directory();

} // namespace wellkept::server
