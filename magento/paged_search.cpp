#include "magento/paged_search.hpp"

#include "magento/search_path.hpp"

#include <simdjson.h>
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

constexpr std::string_view size_name = "searchCriteria%5BpageSize%5D=";
constexpr std::string_view page_name = "searchCriteria%5BcurrentPage%5D=";

/// The value of a parameter of the path; 0: it is missing.
std::size_t number_of(std::string_view path, std::string_view name) {
  const auto at = path.find(name);
  if (at == std::string_view::npos) return 0;
  std::size_t number = 0;
  const auto digits = path.substr(at + name.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

/// The end of the value of an existing parameter.
std::size_t end_of(const std::string& path, std::string_view name) {
  return std::min(path.find('&', path.find(name)), path.size());
}

void set_page(std::string& path, std::size_t size, std::size_t number) {
  const auto set = [&](std::string_view name, std::size_t value) {
    const auto from = path.find(name) + name.size();
    path.replace(from, end_of(path, name) - from, std::to_string(value));
  };
  set(size_name, size);
  if (path.find(page_name) != std::string::npos)
    set(page_name, number);
  else if (number > 1)
    path.insert(end_of(path, size_name), '&' + std::string{page_name} + std::to_string(number));
}

}  // namespace

paged_search::paged_search(request what, page_limits& limits)
    : what_{std::move(what)}, limits_{limits} {
  if (what_.method != "GET") return;
  wanted_ = number_of(what_.path, size_name);
  page_ = std::max<std::size_t>(number_of(what_.path, page_name), 1);
  if (limits_.most() > 0 && limits_.most() < wanted_) divide(limits_.most());
}

/// A later page of the requested size must begin where one of the smaller ones does.
void paged_search::divide(std::size_t most) {
  size_ = most;
  if (page_ > 1)
    while (wanted_ % size_ != 0) --size_;
  at_ = (page_ - 1) * wanted_ / size_ + 1;
  items_.clear();
}

std::optional<request> paged_search::next() {
  if (done_) return std::nullopt;
  auto ask = what_;
  if (size_ > 0) set_page(ask.path, size_, at_);
  return ask;
}

void paged_search::take(answer reply) {
  const auto most = wanted_ > 0 ? page_limit(reply) : 0;
  if (most > 0 && most < (size_ > 0 ? size_ : wanted_)) {
    limits_.learn(most);
    divide(most);
    return;
  }
  if (size_ > 0 && add_items(reply)) return;
  done_ = true;
  result_ = std::move(reply);
  if (size_ == 0 || result_.status != 200 || items_.size() + total_ == 0) return;
  std::string body = R"({"items":[)";
  for (const auto& each : items_) body += (body.back() == '[' ? "" : ",") + each;
  result_.body = body + R"(],"total_count":)" + std::to_string(total_) + '}';
}

/// True: there are more pages to request. An answer that is not a page is returned unchanged.
bool paged_search::add_items(const answer& reply) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::uint64_t total = 0;
  total_ = 0;
  if (reply.how != carried::answered || reply.status != 200 ||
      parser.parse(reply.body).get(root) != simdjson::SUCCESS ||
      root["total_count"].get(total) != simdjson::SUCCESS) {
    items_.clear();
    return false;
  }
  total_ = static_cast<std::size_t>(total);
  std::size_t here = 0;
  if (simdjson::dom::array list; root["items"].get(list) == simdjson::SUCCESS)
    for (const auto each : list) {
      ++here;
      if (items_.size() < wanted_) items_.push_back(simdjson::minify(each));
    }
  const auto seen = (at_ - 1) * size_ + here;
  ++at_;
  return here == size_ && seen < total_ && items_.size() < wanted_;
}

}  // namespace acumage::magento
