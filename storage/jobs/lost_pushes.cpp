#include "storage/jobs/lost_pushes.hpp"

#include "storage/bytes.hpp"
#include "storage/database.hpp"

#include <optional>
#include <utility>

namespace acumage::storage {

namespace {

constexpr std::string_view prefix = "pull/lost/";
constexpr std::string_view end = "pull/lost0";  // the first name after all of them
constexpr std::string_view asked_name = "pull/lost-asked";
constexpr std::size_t most_digits = 20;

std::string name_of(const lost_push& what) {
  const auto digits = std::to_string(what.at);
  return std::string{prefix} + std::string(most_digits - digits.size(), '0') + digits + '/' +
         what.hook_id;
}

std::optional<known_lost_push> decode(std::string_view bytes) {
  byte_reader from{bytes};
  known_lost_push made;
  made.what.hook_id = from.text();
  made.what.at = from.number();
  made.what.query = from.text();
  made.what.error = from.text();
  made.what.truncated = from.flag();
  made.found_us = from.signed_number();
  made.job = from.text();
  made.covered_by = from.text();
  if (!from.complete()) return std::nullopt;
  return made;
}

std::string encode(const known_lost_push& what) {
  byte_writer to;
  to.text(what.what.hook_id).number(what.what.at).text(what.what.query).text(what.what.error);
  to.flag(what.what.truncated).signed_number(what.found_us).text(what.job).text(what.covered_by);
  return to.take();
}

}  // namespace

result<lost_push_memory> read_lost_pushes(const database& in) {
  lost_push_memory found;
  auto at =
      in.scan({.where = family::meta, .lower = std::string{prefix}, .upper = std::string{end}});
  for (; at.valid(); at.next()) {
    auto one = decode(at.value());
    if (!one) return in.damaged(family::meta, at.key());
    found.all.push_back(std::move(*one));
  }
  if (auto scanned = at.problem(); !scanned) return scanned.problem();
  const auto asked = in.get(family::meta, asked_name);
  if (!asked) return asked.problem();
  if (*asked) found.asked_us = byte_reader{**asked}.signed_number();
  return found;
}

void put_lost_pushes(write_batch& to, const lost_push_changes& what) {
  for (const auto& each : what.put) to.put(family::meta, name_of(each.what), encode(each));
  for (const auto& each : what.removed) to.remove(family::meta, name_of(each.what));
  if (what.asked_us == 0) return;
  byte_writer asked;
  asked.signed_number(what.asked_us);
  to.put(family::meta, asked_name, asked.take());
}

}  // namespace acumage::storage
