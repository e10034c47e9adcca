#include "erp/paging.hpp"

#include <algorithm>

namespace acumage::erp {

namespace {

/// A key whose rows move more often than this while they are read is not in a stable order.
constexpr int most_restarts = 10;

}  // namespace

std::string paging::condition(const std::string& key, edm type, odata protocol) const {
  const auto compared = [&](std::string_view how) {
    return key + " " + std::string{how} + " " + literal(at_.key, type, protocol);
  };
  switch (at_.where) {
    case cursor::place::from: return compared("ge");
    case cursor::place::within: return compared("eq");
    // SQL orders null before everything, and compares it with nothing.
    case cursor::place::beyond: return compared(at_.key == "null" ? "ne" : "gt");
    default: return {};
  }
}

std::size_t paging::skip() const { return at_.where == cursor::place::within ? at_.skip : 0; }

paging::verdict paging::take(const std::vector<row>& page) {
  if (!page.empty()) at_.any = true;
  return at_.where == cursor::place::within ? take_within(page) : take_in_order(page);
}

paging::verdict paging::take_in_order(const std::vector<row>& page) {
  verdict made;
  made.fresh = unseen(page);
  // An empty page is the end. A page of one row that was seen is, too: the row is the last one.
  if (page.empty() || (page.size() == 1 && made.fresh.empty())) {
    at_ = {.where = cursor::place::end, .page_size = at_.page_size, .any = at_.any};
    made.last = true;
    return made;
  }
  const auto& key = page.back().key;
  const auto single =
      std::all_of(page.begin(), page.end(), [&](const row& one) { return one.key == key; });
  // One key, or several spellings that the ERP takes for one, may have more rows than a page can
  // show: `ge` would bring the same page again.
  const bool stuck = made.fresh.empty() || (single && page.size() > 1) || key == "null";
  at_.where = stuck ? cursor::place::within : cursor::place::from;
  at_.key = key;
  at_.skip = stuck ? page.size() - 1 : 0;
  at_.restarts = 0;
  remember(page);
  return made;
}

paging::verdict paging::take_within(const std::vector<row>& page) {
  verdict made;
  // Everything before a row that was seen has been seen. If an unseen one comes first, rows before
  // it have left, and others may have been skipped: one page back.
  const bool moved = at_.skip > 0 && (page.empty() || at_.seen.count(page.front().id) == 0);
  if (moved) {
    at_.skip -= std::min(at_.skip, std::max<std::size_t>(at_.seen.size(), 1));
    if (at_.skip == 0) made.unstable = ++at_.restarts > most_restarts;
    return made;
  }
  made.fresh = unseen(page);
  if (page.size() < 2) {
    go_beyond();
    return made;
  }
  at_.skip += page.size() - 1;
  remember(page);
  return made;
}

void paging::go_beyond() {
  at_.where = cursor::place::beyond;
  at_.skip = 0;
  at_.seen.clear();
  at_.restarts = 0;
}

std::vector<std::size_t> paging::unseen(const std::vector<row>& page) const {
  std::vector<std::size_t> fresh;
  std::set<row_id> here;
  for (std::size_t i = 0; i < page.size(); ++i)
    if (at_.seen.count(page[i].id) == 0 && here.insert(page[i].id).second) fresh.push_back(i);
  return fresh;
}

void paging::remember(const std::vector<row>& page) {
  at_.seen.clear();
  for (const auto& one : page) at_.seen.insert(one.id);
}

bool paging::halve(std::size_t smallest) {
  if (at_.page_size <= smallest) return false;
  at_.page_size = std::max(at_.page_size / 2, smallest);
  return true;
}

}  // namespace acumage::erp
