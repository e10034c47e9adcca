// Holds rows of one document that arrive separately, until no further one has arrived for a while.
#pragma once

#include "messages/batch.hpp"
#include "messages/change.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acumage::policy {

/// A document whose rows have arrived, by ascending version. Their columns are no longer here.
struct assembled {
  std::string document;
  std::vector<journaled_change> rows;
};

/// Owned by a lane; times are passed in. Bounded by the journal, which contains its rows.
class assembly {
 public:
  explicit assembly(std::chrono::milliseconds window) : window_{window} {}

  /// A document is complete when no row of it has arrived for the window (SPEC 7, "Shipment").
  void add(const std::string& document, journaled_change row, time_point now) {
    row.what.inserted.clear();
    row.what.deleted.clear();
    auto& held = parts_[fold_key(document)];
    held.document.document = document;
    held.document.rows.push_back(std::move(row));
    held.complete_at = now + window_;
  }

  std::vector<assembled> complete(time_point now) {
    std::vector<assembled> ready;
    for (auto at = parts_.begin(); at != parts_.end();) {
      if (at->second.complete_at > now) {
        ++at;
        continue;
      }
      auto& rows = at->second.document.rows;
      std::sort(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
        return left.version() < right.version();
      });
      ready.push_back(std::move(at->second.document));
      at = parts_.erase(at);
    }
    return ready;
  }

  /// When the next document may be complete; empty: there is none.
  std::optional<time_point> next() const {
    std::optional<time_point> first;
    for (const auto& [name, held] : parts_)
      if (!first || held.complete_at < *first) first = held.complete_at;
    return first;
  }

 private:
  struct part {
    assembled document;
    time_point complete_at{};
  };

  std::chrono::milliseconds window_;
  std::map<std::string, part> parts_;  // by folded key
};

}  // namespace acumage::policy
