// The result of a reconciliation: a CSV file, totals by class, and the first differences for the console.
#pragma once

#include "messages/result.hpp"
#include "policy/reconciliation.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace acumage::reconcile {

struct comparison_item {
  std::string key;
  policy::sync_class what = policy::sync_class::agree;
  std::string erp;  ///< empty: none, or no ERP was asked
  std::string node;
  std::string store;
  std::string remedy;
};
comparison_item item_of(const policy::compared& values, const policy::finding& found);

/// Used by one thread. In memory are the totals and at most `most_items` items.
class comparison_report {
 public:
  static constexpr std::uint64_t most_keys = 1'000'000;
  static constexpr std::size_t most_items = 1'000;

  /// Written to TARGET.part with mode 0600, which replaces one that a killed process left. Without
  /// keep() the file is removed.
  static result<std::unique_ptr<comparison_report>> begin(std::string target);
  ~comparison_report();
  comparison_report(const comparison_report&) = delete;
  comparison_report& operator=(const comparison_report&) = delete;

  /// A key without a row in the file, such as one that agrees. errc::too_large above `most_keys`,
  /// as add().
  status count(policy::sync_class what);
  /// A key with its row in the file.
  status add(const comparison_item& item);
  /// Syncs the file and puts it in the place of its target.
  status keep();

  std::uint64_t checked() const { return checked_; }
  std::uint64_t total(policy::sync_class what) const {
    return totals_.at(static_cast<std::size_t>(what));
  }
  std::uint64_t differences() const;
  /// The first of the differences.
  const std::vector<comparison_item>& items() const { return items_; }

 private:
  struct closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using file = std::unique_ptr<std::FILE, closer>;

  comparison_report(std::string target, file to);
  error failed() const;

  std::string target_;
  std::string part_;
  file to_;
  std::uint64_t checked_ = 0;
  std::array<std::uint64_t, policy::sync_class_count> totals_{};
  std::vector<comparison_item> items_;
};

}  // namespace acumage::reconcile
