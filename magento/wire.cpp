#include "magento/wire.hpp"

#include <algorithm>
#include <cassert>

namespace acumage::magento {

wire::wire(const store_url& to, const tls_context* trust, const wake_signal& interrupt)
    : to_{to}, trust_{trust}, interrupt_{interrupt}, line_{interrupt} {
  assert(to.tls == (trust != nullptr));
}

void wire::close() {
  tls_.reset();
  line_.close();
}

open_failure wire::failed(io ended, carried usual, const std::string& words) const {
  if (ended == io::interrupted) return {carried::reset, to_.where() + ": interrupted"};
  if (ended == io::late && usual != carried::name_failed)
    return {carried::connect_timeout, to_.where() + ": no connection in time"};
  return {usual, to_.where() + ": " + words};
}

std::optional<open_failure> wire::connect_any(const std::vector<net_address>& all,
                                              time_point deadline) {
  std::optional<open_failure> last;
  for (std::size_t i = 0; i < all.size(); ++i) {
    // A silent address (IPv6 without a route, say) must leave time for those after it.
    const auto now = std::chrono::steady_clock::now();
    const auto share = (deadline - now) / static_cast<long>(all.size() - i);
    const auto ended = line_.open(all[i], now + std::max(share, share.zero()));
    if (ended == io::ok) return std::nullopt;
    last = failed(ended, carried::refused, all[i].text + ": " + line_.problem());
    if (ended == io::interrupted) break;
  }
  return last ? last
              : open_failure{carried::name_failed, to_.where() + ": the name has no address"};
}

std::optional<open_failure> wire::open(time_point deadline) {
  close();
  if (trust_ != nullptr && !trust_->problem().empty())
    return open_failure{carried::tls_failed, trust_->problem()};
  const auto found = resolve(to_.host, to_.port, deadline, interrupt_);
  if (found.ended != io::ok)
    return failed(found.ended, carried::name_failed, "host name not found: " + found.problem);
  if (auto failure = connect_any(found.addresses, deadline)) return failure;
  if (trust_ == nullptr) return std::nullopt;
  tls_.emplace(*trust_, to_.host);
  const auto ended = tls_->handshake(line_, deadline);
  if (ended == io::ok) return std::nullopt;
  auto failure = failed(ended, carried::tls_failed, problem());
  close();
  return failure;
}

bool wire::is_quiet() {
  if (!is_open()) return false;
  if (tls_) return tls_->is_quiet(line_);
  std::string unasked;
  return line_.receive_waiting(unasked) == io::late;
}

io wire::send(std::string_view data, time_point deadline, std::size_t& sent) {
  return tls_ ? tls_->send(line_, data, deadline, sent) : line_.send(data, deadline, sent);
}

io wire::receive(std::string& to, time_point deadline) {
  return tls_ ? tls_->receive(line_, to, deadline) : line_.receive(to, deadline);
}

std::string wire::problem() const {
  if (tls_ && !tls_->problem().empty()) return tls_->problem();
  return line_.problem().empty() ? "connection closed" : line_.problem();
}

}  // namespace acumage::magento
