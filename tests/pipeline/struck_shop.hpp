// A simulated store without a socket, in which a chosen exchange goes wrong in a chosen way.
#pragma once

#include "magento/transport.hpp"
#include "simulator/shop.hpp"
#include "tests/support/schema_check.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::tests {

/// What becomes of one exchange.
enum class blow : std::uint8_t {
  reset_before,     ///< the connection breaks, nothing was applied
  reset_after,      ///< applied, and the connection breaks
  timeout_after,    ///< applied, and no answer in time
  gateway_timeout,  ///< applied, 504
  report_id,        ///< 500 with a Report ID, nothing was applied
  report_after,     ///< applied, 500 with a Report ID
  applied_late,     ///< no answer in time, applied half a minute later
  killed_before,    ///< the node is killed before the request leaves
  killed_after,     ///< applied, and the node is killed before the answer
  killed_late,      ///< the node is killed before the answer, and it is applied half a minute later
};
inline constexpr std::array all_blows{
    blow::reset_before, blow::reset_after,  blow::timeout_after, blow::gateway_timeout,
    blow::report_id,    blow::report_after, blow::applied_late,  blow::killed_before,
    blow::killed_after, blow::killed_late};
std::string_view to_string(blow which);

/// What a shop answers, without a socket.
magento::answer answer_of(simulator::shop& shop, const magento::request& what);

/// One thread only, like the test scheduler. Every request is held against the schema.
class struck_shop {
 public:
  explicit struck_shop(simulator::store_options options);

  std::unique_ptr<magento::transport> connect();
  /// The exchange of this number, counted from 0 and from now on.
  void strike(std::size_t exchange, blow how);
  /// The node is dead: nothing reaches the store until a new one starts.
  bool killed() const { return killed_; }
  void revive() { killed_ = false; }
  /// Applies what was to be applied late.
  void apply_late();
  bool has_late() const { return !late_.empty(); }

  /// "POST /V1/order/1/ship", of each exchange since the last call of forget(), without queries.
  const std::vector<std::string>& exchanges() const { return exchanges_; }
  /// Of those, how many begin so.
  std::size_t count(std::string_view beginning) const;
  void forget() { exchanges_.clear(); }
  /// Bodies of all requests that ship something.
  const std::vector<std::string>& shipped() const { return shipped_; }
  /// Likewise, that invoice something.
  const std::vector<std::string>& invoiced() const { return invoiced_; }

  /// Everything that was sold and every account, in words, without what differs from run to run.
  std::string sold() const;
  std::string accounts() const;

  simulator::shop shop;
  std::function<void()> on_death;  ///< when the node is killed
  /// Nothing gets there, and this is what happens instead.
  std::optional<magento::carried> unreachable;

 private:
  class way;
  magento::answer exchange(const magento::request& what);
  magento::answer strike_now(const magento::request& what);

  std::vector<std::string> exchanges_;
  std::vector<std::string> shipped_;
  std::vector<std::string> invoiced_;
  std::optional<std::size_t> left_;  ///< exchanges before the strike
  blow how_ = blow::reset_before;
  bool killed_ = false;
  std::vector<magento::request> late_;
  schema_watch watch_;
};

}  // namespace acumage::tests
