#include "storage/inspection/log_check.hpp"

#include "messages/file_problem.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <string_view>
#include <system_error>

namespace acumage::storage {

namespace {

constexpr std::size_t block_bytes = 32'768;
constexpr std::size_t head_bytes = 7;         // CRC, length, kind
constexpr std::size_t batch_head_bytes = 12;  // sequence, count
constexpr std::size_t most_damages = 100;

enum fragment : std::uint8_t { zeros = 0, full = 1, first = 2, middle = 3, last = 4 };

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    auto value = i;
    for (int bit = 0; bit < 8; ++bit)
      value = (value & 1U) != 0 ? value >> 1U ^ 0x82F63B78U : value >> 1U;
    table.at(i) = value;
  }
  return table;
}

/// CRC-32C (RFC 3720, B.4), stored rotated and offset as RocksDB does.
std::uint32_t stored_crc(std::string_view bytes) {
  static constexpr auto table = make_crc_table();
  std::uint32_t crc = ~0U;
  for (const char byte : bytes)
    crc = crc >> 8U ^ table[(crc ^ static_cast<unsigned char>(byte)) & 0xFFU];
  crc = ~crc;
  return (crc >> 15U | crc << 17U) + 0xA282EAD8U;
}

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i)
    value = value << 8U | static_cast<unsigned char>(bytes[i - 1]);
  return value;
}

class log_walk {
 public:
  void block(std::string_view bytes, bool at_end);
  log_facts take();

 private:
  void damage(std::uint64_t offset, std::string what);
  void add(std::uint64_t offset, std::uint8_t kind, std::string_view payload);
  void whole();

  log_facts facts_;
  std::uint64_t offset_ = 0;  // of the block
  bool open_ = false;         // the first fragment was read, but not the last
  std::uint64_t began_ = 0;   // where that write begins
  std::string head_;          // its first bytes
};

void log_walk::damage(std::uint64_t offset, std::string what) {
  open_ = false;
  if (facts_.damages.size() < most_damages) facts_.damages.push_back({offset, std::move(what)});
}

void log_walk::whole() {
  open_ = false;
  ++facts_.writes;
  if (!facts_.damages.empty() || head_.size() < batch_head_bytes) return;
  const std::string_view head{head_};
  const auto count = little_endian(head.substr(8, 4));
  facts_.sound_to = std::max(
      facts_.sound_to, little_endian(head.substr(0, 8)) + std::max<std::uint64_t>(count, 1) - 1);
}

void log_walk::add(std::uint64_t offset, std::uint8_t kind, std::string_view payload) {
  if (kind == full || kind == first) {
    if (open_) damage(began_, "a write without its end");
    head_.clear();
    began_ = offset;
    open_ = true;
  } else if (!open_) {
    if (facts_.damages.empty()) damage(offset, "the end of a write without its beginning");
    return;
  }
  head_.append(payload.substr(0, batch_head_bytes - std::min(batch_head_bytes, head_.size())));
  if (kind == full || kind == last) whole();
}

void log_walk::block(std::string_view bytes, bool at_end) {
  std::size_t at = 0;
  while (at + head_bytes <= bytes.size()) {
    const auto where = offset_ + at;
    const auto length = static_cast<std::size_t>(little_endian(bytes.substr(at + 4, 2)));
    const auto kind = static_cast<std::uint8_t>(bytes[at + 6]);
    if (kind == zeros && length == 0) {  // space that was allocated but never written
      at = bytes.size();
      break;
    }
    if (at + head_bytes + length > bytes.size()) {
      if (at_end) break;
      damage(where, "a length that the block has no room for");
      at = bytes.size();
      break;
    }
    const auto checked = bytes.substr(at + 6, 1 + length);
    if (stored_crc(checked) != little_endian(bytes.substr(at, 4))) {
      damage(where, "checksum mismatch");
      at = bytes.size();
      break;
    }
    if (kind > last)
      damage(where, "a record of an unknown kind");
    else
      add(where, kind, checked.substr(1));
    at += head_bytes + length;
  }
  if (at_end && (open_ || at < bytes.size())) {
    facts_.torn_at = open_ ? began_ : offset_ + at;
    facts_.torn_bytes = offset_ + bytes.size() - facts_.torn_at;
  }
  offset_ += bytes.size();
}

log_facts log_walk::take() { return std::move(facts_); }

}  // namespace

result<log_facts> check_log(const std::filesystem::path& file) {
  const auto failed = [&](const std::string& why) {
    return error{errc::storage_failed,
                 file.string() + ": " + why + "; expected a file that can be read",
                 {}};
  };
  std::error_code unknown;
  const auto size = std::filesystem::file_size(file, unknown);
  if (unknown) return failed(file_problem(file.string(), unknown.value()));
  std::ifstream in{file, std::ios::binary};
  if (!in) return failed(file_problem(file.string(), errno));
  log_walk walk;
  std::string block(block_bytes, '\0');
  for (std::uintmax_t at = 0; at < size;) {
    const auto length = static_cast<std::size_t>(std::min<std::uintmax_t>(block_bytes, size - at));
    if (!in.read(block.data(), static_cast<std::streamsize>(length))) return failed("read failed");
    at += length;
    walk.block(std::string_view{block}.substr(0, length), at == size);
  }
  return walk.take();
}

table_list list_of(const std::filesystem::path& folder) {
  std::ifstream in{folder / "CURRENT"};
  std::string name;
  std::getline(in, name);
  const auto number = name.substr(std::min(name.size(), std::string_view{"MANIFEST-"}.size()));
  std::error_code failed;
  const auto bytes = std::filesystem::file_size(folder / name, failed);
  if (failed || number.empty() || number.size() > 18 ||
      number.find_first_not_of("0123456789") != std::string::npos)
    return {0, 0, name};
  return {std::stoull(number), bytes, name};
}

table_list whole_list_of(const std::filesystem::path& folder) {
  auto list = list_of(folder);
  if (list.number == 0) return list;
  if (const auto facts = check_log(folder / list.name)) list.bytes -= facts->torn_bytes;
  return list;
}

std::vector<std::filesystem::path> logs_in(const std::filesystem::path& folder) {
  std::vector<std::pair<std::uint64_t, std::filesystem::path>> found;
  std::error_code failed;
  for (const auto& each : std::filesystem::directory_iterator{folder, failed}) {
    const auto name = each.path().filename().string();
    const auto number = name.substr(0, name.find('.'));
    if (each.path().extension() != ".log" || number.empty() || number.size() > 18 ||
        number.find_first_not_of("0123456789") != std::string::npos)
      continue;
    found.emplace_back(std::stoull(number), each.path());
  }
  std::sort(found.begin(), found.end());
  std::vector<std::filesystem::path> logs;
  for (auto& [number, path] : found) logs.push_back(std::move(path));
  return logs;
}

}  // namespace acumage::storage
