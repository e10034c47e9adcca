// What the node tells and does about what waits.
#include "bin/node_parts.hpp"

namespace acumage::bin {

namespace {

error not_wired(const std::string& what) {
  return {
      errc::unsupported, what + ": not supported by this version yet; expected a later one", {}};
}

}  // namespace

result<waiting_page> node::parts::waiting(const waiting_filter& /*filter*/,
                                          const std::string& /*cursor*/,
                                          std::size_t /*limit*/) const {
  return not_wired("waiting");
}

result<std::uint64_t> node::parts::order_waiting(const waiting_filter& /*filter*/,
                                                 api::waiting_order /*what*/) {
  return not_wired("waiting");
}

result<std::uint64_t> node::parts::count_republish(const republish_filter& /*filter*/) const {
  return not_wired("republish");
}

result<std::uint64_t> node::parts::republish(const republish_filter& /*filter*/) {
  return not_wired("republish");
}

result<std::vector<unmapped_value>> node::parts::unmapped() const { return not_wired("unmapped"); }

}  // namespace acumage::bin
