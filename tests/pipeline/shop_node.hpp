// The whole node in virtual time, set up from settings as `acumage run` would be, against a simulated store.
#pragma once

#include "settings/settings.hpp"
#include "tests/actors/pipe.hpp"
#include "tests/pipeline/struck_shop.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace acumage::tests {

/// "section.key=value" each over the defaults; lines of maps as "[section] name = value".
settings::settings settings_of(const std::vector<std::string>& lines);

/// A row of an entity's query, as Acumatica says it; the key is taken from its columns.
change row_of(entity which, const std::string& columns, std::uint64_t stamp,
              const settings::settings& with = {});

/// A store of three products in two sources, and an order 000000042 of two lamps and three desks.
simulator::store_options lamp_shop();

class shop_node {
 public:
  shop_node(struck_shop& store, const std::vector<std::string>& settings);

  /// Pushes rows of one entity, as one notification.
  void push(entity which, const std::vector<std::string>& rows, std::uint64_t stamp);
  /// Until nothing is unsettled but what is parked, an hour at most. A killed node is started again;
  /// what was to be applied late is applied half a minute after.
  void settle();
  /// "delivered", "filtered not confirmed", … of the key's changes, newest first.
  std::vector<std::string> ends(const std::string& key) const { return node_->ends_of(key); }

  pipe& node() { return *node_; }
  const std::vector<log_line>& log() const { return log_; }

 private:
  struck_shop& store_;
  settings::settings with_;
  std::vector<log_line> log_;
  std::unique_ptr<pipe> node_;
};

}  // namespace acumage::tests
