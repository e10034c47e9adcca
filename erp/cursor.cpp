#include "erp/cursor.hpp"

#include "erp/json_value.hpp"
#include "messages/json_text.hpp"

#include <charconv>
#include <string_view>

namespace acumage::erp {

namespace {

constexpr std::array<std::string_view, 5> places{"start", "from", "within", "beyond", "end"};

std::string hex_of(const row_id& id) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto half : id)
    for (unsigned shift = 64; shift > 0; shift -= 4) text += digits[half >> (shift - 4) & 15U];
  return text;
}

std::optional<row_id> id_from(std::string_view text) {
  if (text.size() != 32) return std::nullopt;
  row_id id{};
  for (std::size_t half = 0; half < id.size(); ++half) {
    const auto part = text.substr(half * 16, 16);
    const auto [end, failed] = std::from_chars(part.data(), part.data() + 16, id[half], 16);
    if (failed != std::errc{} || end != part.data() + 16) return std::nullopt;
  }
  return id;
}

template <class Number>
bool read_number(const json_value* from, Number& to) {
  if (from == nullptr) return false;
  const auto& text = from->token;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), to);
  return failed == std::errc{} && end == text.data() + text.size();
}

bool read_seen(const json_value* from, std::set<row_id>& to) {
  if (from == nullptr || from->is != json_value::form::array) return false;
  for (const auto& item : from->items) {
    const auto id = id_from(item.text());
    if (!id) return false;
    to.insert(*id);
  }
  return true;
}

}  // namespace

row_id id_of(std::string_view row) {
  // FNV-1a with 128 bits.
  __extension__ using wide = unsigned __int128;
  constexpr auto prime = (wide{1} << 88U) + 0x13bU;
  auto hash = wide{0x6c62272e07bb0142U} << 64U | wide{0x62b821756295c58dU};
  for (const auto c : row) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
  return {static_cast<std::uint64_t>(hash >> 64U), static_cast<std::uint64_t>(hash)};
}

std::string cursor::to_text() const {
  json_writer json;
  json.object().key("where").string(places[static_cast<std::size_t>(where)]);
  json.key("key").string(key).key("skip").number(std::uint64_t{skip});
  json.key("seen").array();
  for (const auto& id : seen) json.string(hex_of(id));
  json.end().key("page_size").number(std::uint64_t{page_size});
  json.key("restarts").number(restarts).key("any").boolean(any);
  return json.end().take();
}

std::optional<cursor> cursor::from_text(std::string_view text) {
  const auto json = read_json(text);
  if (!json) return std::nullopt;
  const auto member = [&](std::string_view name) { return json->find(name); };
  const auto* const place_name = member("where");
  const auto* const key = member("key");
  const auto* const any = member("any");
  if (place_name == nullptr || key == nullptr || any == nullptr) return std::nullopt;
  cursor made;
  std::size_t at = 0;
  while (at < places.size() && places[at] != place_name->text()) ++at;
  if (at == places.size()) return std::nullopt;
  made.where = static_cast<place>(at);
  made.key = key->text();
  made.any = any->token == "true";
  if (!read_number(member("skip"), made.skip) ||
      !read_number(member("page_size"), made.page_size) ||
      !read_number(member("restarts"), made.restarts) || !read_seen(member("seen"), made.seen))
    return std::nullopt;
  return made;
}

}  // namespace acumage::erp
