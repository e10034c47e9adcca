// The result of a reconciliation: a CSV file, and totals by class.
#pragma once

#include "messages/result.hpp"
#include "policy/reconciliation.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

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

/// Used by one thread. In memory are the totals.
class comparison_report {
 public:
  static constexpr std::uint64_t most_keys = 1'000'000;

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
};

}  // namespace acumage::reconcile
