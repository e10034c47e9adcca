#include "magento/connection_test/examination.hpp"

#include "magento/permission_probes.hpp"
#include "magento/reply.hpp"
#include "magento/search_path.hpp"

#include <algorithm>
#include <utility>

namespace acumage::magento {

namespace {

constexpr std::size_t most_pages = 1'000;  // stops at a store that never reports the last one

}  // namespace

answer examination::call(const request& what) {
  paged_search search{what, pages_};
  while (const auto page = search.next()) search.take(call_once(*page));
  return search.result();
}

answer examination::call_once(const request& what) {
  return way_.exchange(what, "connection-test-" + std::to_string(++calls_));
}

answer examination::look_up(std::string path) {
  request what;
  what.method = "GET";
  what.path = std::move(path);
  what.only_reads = true;
  return call(what);
}

bool examination::pass(std::string name, std::string detail) {
  report_.checks.push_back({std::move(name), true, std::move(detail), {}});
  return true;
}

bool examination::fail(std::string name, std::string detail, std::string remedy) {
  report_.checks.push_back({std::move(name), false, std::move(detail), std::move(remedy)});
  return false;
}

bool examination::given(const std::string& name, const answer& reply, std::string_view resource) {
  if (healthy(reply)) return true;
  if (reply.how != carried::answered || reply.status != 401) return untested(name, reply);
  const auto named = read_error(reply.body).parameter("resources");
  const auto missing = named.empty() ? std::string{resource} : named;
  return fail(name, "not checked, the permission to read them is missing: " + missing,
              grant(missing));
}

bool examination::untested(const std::string& name, const answer& reply) {
  return fail(name, judge(reply).message,
              "It could not be tested. Test again when the store answers.");
}

bool examination::given_all(const std::string& name, std::string_view path, std::string_view fields,
                            std::string_view resource,
                            const std::function<std::optional<page_count>(const answer&)>& read) {
  std::size_t seen = 0;
  for (std::size_t page = 1; page <= most_pages; ++page) {
    const auto reply = call(search_path{path}.page(largest_page, page).fields(fields).take());
    if (!given(name, reply, resource)) return false;
    const auto count = read(reply);
    if (!count) return untested(name, reply);
    seen += count->here;
    if (count->here == 0 || seen >= count->total) return true;
  }
  return true;
}

connection_report examination::take() {
  report_.ok = std::all_of(report_.checks.begin(), report_.checks.end(),
                           [](const connection_check& one) { return one.ok; });
  return std::move(report_);
}

}  // namespace acumage::magento
