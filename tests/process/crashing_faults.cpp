// The program that ends by a fault of its own: ACUMAGE_TEST_CRASH="rule KEY" while its row is ruled on,
// "talk KEY" while its request is made. "hang KEY": whoever rules on its row never comes back.
#include "node/test_faults.hpp"

#include <unistd.h>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

namespace acumage::node {

namespace {

[[noreturn]] void die() { std::abort(); }
[[noreturn]] void hang() {
  for (;;) ::pause();
}

class faulty_rules final : public actors::entity_rules {
 public:
  faulty_rules(std::unique_ptr<actors::entity_rules> inner, std::string key, void (*fault)())
      : inner_{std::move(inner)}, key_{std::move(key)}, fault_{fault} {}
  policy::ruling rule(const journaled_change& what) override {
    if (what.what.key == key_) fault_();
    return inner_->rule(what);
  }
  policy::ruling removed(const journaled_change& lone) override { return inner_->removed(lone); }
  result<actors::own_entries> keep() override { return inner_->keep(); }

 private:
  std::unique_ptr<actors::entity_rules> inner_;
  std::string key_;
  void (*fault_)();
};

}  // namespace

void add_test_faults(actors::lane_setup& lane) {
  const auto* told = std::getenv("ACUMAGE_TEST_CRASH");
  if (told == nullptr || !lane.language) return;
  const std::string text{told};
  const auto place = text.substr(0, text.find(' '));
  const auto key = text.substr(text.find(' ') + 1);
  if (place == "rule" || place == "hang") {
    lane.rules = [inner = lane.rules, key,
                  fault = place == "rule" ? die : hang](actors::context& shared) {
      return std::make_unique<faulty_rules>(inner(shared), key, fault);
    };
    return;
  }
  auto language = std::make_shared<actors::store_language>(*lane.language);
  language->begin = [inner = language->begin, key](const std::vector<delivery>& rows) {
    for (const auto& each : rows)
      if (each.key == key) die();
    return inner(rows);
  };
  lane.language = std::move(language);
}

}  // namespace acumage::node
