// `stats --watch` on a terminal: keys, a node that goes away, every way out, terminals that cannot be drawn on.
#include "tests/process/displays/screen_process.hpp"
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>

#include <csignal>

namespace acumage::tests {
namespace {

constexpr const char* old_screen = "\x1b[?1049l";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct watched_rig {
  checked_store store{{}};
  std::unique_ptr<node_process> node;

  watched_rig() {
    REQUIRE(store.start().ok());
    node = std::make_unique<node_process>(
        store.url(), std::map<std::string, std::string>{{"connection.check_interval", "1"}});
    node->start();
  }

  std::vector<std::string> words() const {
    return {"stats",    "--watch",
            "--admin",  "http://127.0.0.1:" + std::to_string(node->admin_port()),
            "--config", node->config()};
  }

  bool pricing(const std::string& switches) const {
    return node->wait_for([&] { return has(node->get("/stats").body, "\"pricing\":" + switches); });
  }
};

TEST_CASE("watch: p pauses the selected lane after a yes, and resumes it, and the node obeys") {
  const watched_rig all;
  screen_process screen{all.words()};
  CHECK(screen.shows({"LANE", "pricing", "inventory", "closed", "journal", "ACTOR", "quit"}));
  screen.press("p");
  CHECK(screen.shows({"Everything is kept, nothing is sent until it is resumed. y/n"}));
  screen.press("n");
  CHECK(screen.shows({"pricing: nothing was changed"}));
  screen.press("py");
  CHECK(screen.shows({"pricing: paused", "degraded"}));
  CHECK(all.pricing(R"({"sending":false)"));
  screen.press("p");
  CHECK(screen.shows({"pricing: sending"}));
  CHECK(all.pricing(R"({"sending":true,"intake":true)"));
  screen.press("iy");
  CHECK(screen.shows({"pricing: intake off"}));
  CHECK(all.pricing(R"({"sending":true,"intake":false)"));
  screen.press("\x1bOB?");  // the arrow down, and help
  CHECK(screen.shows({"Press any key"}));
  screen.press(" q");
  CHECK(screen.wait() == 0);
  CHECK(screen.is_as_before());
}

TEST_CASE("watch: a node that is killed and started again is waited for") {
  const watched_rig all;
  all.node->set("admin.port", std::to_string(all.node->admin_port()));
  screen_process screen{all.words()};
  CHECK(screen.shows({"running", "pricing"}));
  all.node->kill();
  CHECK(screen.shows({"no answer for", "nothing listens there", "pricing"}));
  all.node->start();
  CHECK(screen.shows({"running", "pricing"}));
  screen.press("q");
  CHECK(screen.wait() == 0);
}

TEST_CASE("watch: every way out gives the terminal back as it was") {
  const watched_rig all;
  for (const auto* const way : {"q", "Ctrl-C", "SIGTERM", "SIGHUP"}) {
    CAPTURE(way);
    screen_process screen{all.words()};
    REQUIRE(screen.shows({"pricing"}));
    CHECK_FALSE(screen.is_as_before());
    const std::string by{way};
    if (by == "q") screen.press("q");
    if (by == "Ctrl-C") screen.press("\x03");
    if (by == "SIGTERM") screen.signal(SIGTERM);
    if (by == "SIGHUP") screen.signal(SIGHUP);
    CHECK(screen.wait() == 0);
    CHECK(screen.is_as_before());
    CHECK(has(screen.written(), old_screen));
  }
}

TEST_CASE("watch: q leaves at once while the node is silent, and so does a terminal that is gone") {
  const watched_rig all;
  screen_process screen{all.words()};
  screen_process lost{all.words()};
  REQUIRE(screen.shows({"pricing"}));
  REQUIRE(lost.shows({"pricing"}));
  all.node->signal(SIGSTOP);
  screen.press("q");
  CHECK(screen.wait() == 0);
  lost.hang_up();
  CHECK(lost.wait() >= 0);
  all.node->signal(SIGCONT);
}

TEST_CASE("watch: a terminal that cannot be drawn on gets the figures again and again") {
  const watched_rig all;
  screen_process dumb{all.words(), "dumb"};
  CHECK(dumb.writes("LOOK-UPS"));
  CHECK_FALSE(has(dumb.written(), "\x1b"));
  dumb.press("\x03");
  CHECK(dumb.wait() == 0);
  screen_process unknown{all.words(), "no-such-terminal"};
  CHECK(unknown.writes("TERM = no-such-terminal: this terminal cannot be drawn on"));
  CHECK(unknown.writes("pricing"));
  unknown.press("\x03");
  CHECK(unknown.wait() == 0);
  CHECK(unknown.is_as_before());
}

}  // namespace
}  // namespace acumage::tests
