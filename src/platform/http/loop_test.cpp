// A loop ends, whatever is just ready to go on.
#include "platform/http/loop.h"
#include "base/clock.h"
#include "base/rng.h"
#include <boost/asio/post.hpp>
#include <future>
#include <gtest/gtest.h>

using namespace wellkept;
using namespace wellkept::http;
using namespace std::chrono_literals;

namespace {

TEST(Loop, ends_though_its_clock_ran_out_the_moment_before)
{
    SystemClock clock;
    SystemRng rng;
    ServerConfig config;
    config.idle_time_max = 80ms; // so that it ticks often
    auto const loop = std::make_shared<Loop>(std::shared_ptr<Edge>(new Edge { .config = config, .router = {}, .clock = clock, .rng = rng }));
    loop->start();
    std::promise<void> busy;
    boost::asio::post(loop->io(), [&] {
        busy.set_value();
        std::this_thread::sleep_for(100ms); // meanwhile a tick runs out, and is told to end
    });
    busy.get_future().wait();
    auto const ended = std::async(std::launch::async, [&] { loop->stop(); });
    EXPECT_EQ(ended.wait_for(20s), std::future_status::ready);
    loop->io().stop();
}

} // namespace
