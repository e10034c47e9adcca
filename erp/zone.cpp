#include "erp/zone.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>

namespace acumage::erp {

namespace {

std::int64_t unix_seconds(ticks when) {
  return static_cast<std::int64_t>(when / ticks_per_second) - unix_epoch_s;
}

std::int64_t big_endian(std::string_view bytes) {
  std::uint64_t value = bytes.empty() || (bytes.front() & 0x80) == 0 ? 0 : ~std::uint64_t{0};
  for (const auto c : bytes) value = value << 8U | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(value);
}

problem unknown(const std::string& name, const std::string& why) {
  return {trouble::configuration,
          "time zone \"" + name + "\": " + why,
          "Set acumatica.time_zone to a name such as Europe/Berlin, or to a fixed offset such as "
          "+02:00, and install the package tzdata.",
          {}};
}

/// The six counts of a TZif header, and where its data begins.
struct tzif_part {
  std::size_t utc = 0, standard = 0, leap = 0, times = 0, types = 0, letters = 0;
  std::size_t data = 0;

  std::size_t size(std::size_t time) const {
    return times * (time + 1) + types * 6 + letters + leap * (time + 4) + standard + utc;
  }
};

std::optional<tzif_part> part_at(std::string_view bytes, std::size_t at) {
  if (bytes.size() < at + 44 || bytes.substr(at, 4) != "TZif" || bytes[at + 4] < '2')
    return std::nullopt;
  const auto count = [&](std::size_t i) {
    return static_cast<std::size_t>(big_endian(bytes.substr(at + 20 + i * 4, 4)));
  };
  return tzif_part{count(0), count(1), count(2), count(3), count(4), count(5), at + 44};
}

/// Reads the small grammar of the footer (POSIX, "TZ").
struct rule_text {
  std::string_view left;

  bool name() {
    if (left.starts_with('<')) {
      const auto end = left.find('>');
      if (end == left.npos) return false;
      left.remove_prefix(end + 1);
      return true;
    }
    const auto end = std::min(left.find_first_of("+-0123456789,"), left.size());
    left.remove_prefix(end);
    return end >= 3;
  }
  std::optional<int> number() {
    int value = 0;
    const auto [end, failed] = std::from_chars(left.data(), left.data() + left.size(), value);
    if (failed != std::errc{}) return std::nullopt;
    left.remove_prefix(static_cast<std::size_t>(end - left.data()));
    return value;
  }
  bool skip(char c) {
    if (!left.starts_with(c)) return false;
    left.remove_prefix(1);
    return true;
  }
  /// [+-]h[h][:mm[:ss]]
  std::optional<std::int64_t> time() {
    const bool minus = skip('-');
    if (!minus) skip('+');
    std::int64_t total = 0;
    for (const std::int64_t unit : {3'600, 60, 1}) {
      if (unit != 3'600 && !skip(':')) break;
      const auto part = number();
      if (!part) return std::nullopt;
      total += *part * unit;
    }
    return minus ? -total : total;
  }
};

}  // namespace

expected<zone> zone::find(const std::string& name, const std::string& folder) {
  zone fixed;
  if (name.empty() || name == "UTC" || name == "Z") return fixed;
  if (name.front() == '+' || name.front() == '-') {
    const auto shown = read_iso("2000-01-01T00:00:00" + name);
    if (!shown || !shown->offset) return unknown(name, "not an offset; expected +hh:mm");
    fixed.first_ = shown->offset->count();
    return fixed;
  }
  if (name.front() == '/' || name.find("..") != name.npos) return unknown(name, "not known");
  std::ifstream file{folder + "/" + name, std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  return file.is_open() ? read(bytes, name) : unknown(name, "not known to this machine");
}

expected<zone> zone::read(std::string_view bytes, const std::string& name) {
  const auto damaged = unknown(name, "its file is damaged");
  const auto old = part_at(bytes, 0);
  if (!old) return damaged;
  const auto part = part_at(bytes, old->data + old->size(4));
  if (!part || part->types == 0 || bytes.size() < part->data + part->size(8)) return damaged;
  const auto types = part->data + part->times * 9;
  const auto offset_of = [&](std::size_t type) {
    return big_endian(bytes.substr(types + type * 6, 4));
  };
  zone made;
  made.first_ = offset_of(0);
  for (std::size_t i = 0; i < part->times; ++i) {
    const auto type = static_cast<unsigned char>(bytes[part->data + part->times * 8 + i]);
    if (type >= part->types) return damaged;
    made.changes_.push_back({big_endian(bytes.substr(part->data + i * 8, 8)), offset_of(type)});
  }
  auto footer = bytes.substr(part->data + part->size(8));
  if (!footer.starts_with('\n')) return damaged;
  footer.remove_prefix(1);
  footer = footer.substr(0, footer.find('\n'));
  if (!footer.empty() && !read_footer(footer, made)) return unknown(name, "its rule is not known");
  return made;
}

bool zone::read_footer(std::string_view text, zone& into) {
  rule_text from{text};
  if (!from.name()) return false;
  const auto standard = from.time();
  if (!standard) return false;
  into.has_footer_ = true;
  into.standard_ = into.summer_ = -*standard;
  if (from.left.empty()) return true;
  if (!from.name()) return false;
  into.has_summer_ = true;
  into.summer_ = into.standard_ + 3'600;
  if (!from.left.starts_with(',')) {
    const auto summer = from.time();
    if (!summer) return false;
    into.summer_ = -*summer;
  }
  for (auto* rule : {&into.begins_, &into.ends_}) {
    if (!from.skip(',') || !from.skip('M')) return false;
    const auto month = from.number();
    const auto week = from.skip('.') ? from.number() : std::nullopt;
    const auto day = from.skip('.') ? from.number() : std::nullopt;
    if (!month || !week || !day) return false;
    *rule = {*month, *week, *day, 7'200};
    if (!from.skip('/')) continue;
    const auto second = from.time();
    if (!second) return false;
    rule->second = *second;
  }
  return from.left.empty();
}

std::int64_t zone::moment(const yearly& rule, int year, std::int64_t offset) {
  using namespace std::chrono;
  const auto month =
      std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(rule.month)};
  const weekday day{static_cast<unsigned>(rule.day)};
  const auto date = rule.week == 5 ? sys_days{month / day[last]}
                                   : sys_days{month / day[static_cast<unsigned>(rule.week)]};
  return std::int64_t{date.time_since_epoch().count()} * 86'400 + rule.second - offset;
}

std::int64_t zone::by_footer(std::int64_t at) const {
  if (!has_summer_) return standard_;
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds{std::chrono::seconds{at + standard_}})};
  const auto begins = moment(begins_, static_cast<int>(date.year()), standard_);
  const auto ends = moment(ends_, static_cast<int>(date.year()), summer_);
  const bool summer =
      begins < ends ? at >= begins && at < ends : at >= begins || at < ends;  // the southern half
  return summer ? summer_ : standard_;
}

std::int64_t zone::seconds_at(std::int64_t at) const {
  const auto next = std::upper_bound(changes_.begin(), changes_.end(), at,
                                     [](auto when, const auto& one) { return when < one.at; });
  if (next == changes_.end() && has_footer_) return by_footer(at);
  return next == changes_.begin() ? first_ : std::prev(next)->offset;
}

std::chrono::seconds zone::offset_at(ticks utc) const {
  return std::chrono::seconds{seconds_at(unix_seconds(utc))};
}

ticks zone::local(ticks utc) const {
  const auto offset = offset_at(utc).count() * static_cast<std::int64_t>(ticks_per_second);
  return static_cast<ticks>(static_cast<std::int64_t>(utc) + offset);
}

ticks zone::instant(ticks digits) const {
  const auto less = [&](std::chrono::seconds by) {
    return static_cast<ticks>(static_cast<std::int64_t>(digits) -
                              by.count() * std::int64_t{ticks_per_second});
  };
  return less(offset_at(less(offset_at(less(offset_at(digits))))));
}

bool zone::repeats(ticks utc) const {
  // Clocks are put back by at most three hours.
  constexpr std::int64_t reach = 3 * 3'600;
  const auto at = unix_seconds(utc);
  const auto here = seconds_at(at);
  const auto before = seconds_at(at - reach);
  const auto after = seconds_at(at + reach);
  // The other moment with the same digits, if the offset there makes it one.
  const bool later = after < here && seconds_at(at + here - after) == after;
  const bool earlier = before > here && seconds_at(at + here - before) == before;
  return later || earlier;
}

}  // namespace acumage::erp
