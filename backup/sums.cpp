#include "backup/sums.hpp"

#include "messages/file_problem.hpp"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <fstream>
#include <memory>
#include <vector>

namespace acumage::backup {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t hex_digits = 64;

error unreadable(const fs::path& file) {
  return {errc::storage_failed,
          file.string() + ": " + file_problem(file.string(), errno) +
              "; expected a file that can be read",
          {}};
}

std::string hex(const std::array<unsigned char, EVP_MAX_MD_SIZE>& digest, unsigned size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += digits[digest.at(i) >> 4U];
    text += digits[digest.at(i) & 15U];
  }
  return text;
}

result<std::string> sum_of(const fs::path& file, std::uint64_t& bytes) {
  std::ifstream in{file, std::ios::binary};
  if (!in) return unreadable(file);
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(),
                                                                   EVP_MD_CTX_free};
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  std::vector<char> block(std::size_t{1} << 20U);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    EVP_DigestUpdate(context.get(), block.data(), static_cast<std::size_t>(in.gcount()));
    bytes += static_cast<std::uint64_t>(in.gcount());
  }
  if (in.bad()) return unreadable(file);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context.get(), digest.data(), &size);
  return hex(digest, size);
}

error differs(const fs::path& folder, const std::string& name, const char* how) {
  return {errc::damaged,
          "backup " + folder.string() + ": " + name + " " + how + "; expected the files of its " +
              sums_file,
          {}};
}

}  // namespace

result<summed> sum_files(const fs::path& folder) {
  summed made;
  std::error_code failed;
  for (fs::recursive_directory_iterator at{folder, failed}, end; !failed && at != end;
       at.increment(failed)) {
    if (!at->is_regular_file(failed)) continue;
    const auto name = at->path().lexically_relative(folder).string();
    if (name == sums_file) continue;
    auto sum = sum_of(at->path(), made.bytes);
    if (!sum) return sum.problem();
    made.of.emplace(name, std::move(*sum));
  }
  if (failed)
    return error{errc::storage_failed,
                 folder.string() + ": " + failed.message() + "; expected a folder that can be read",
                 {}};
  return made;
}

std::string sums_text(const sums& of) {
  std::string text;
  for (const auto& [name, sum] : of) text.append(sum).append("  ").append(name).append("\n");
  return text;
}

result<sums> read_sums(const fs::path& file) {
  std::ifstream in{file};
  if (!in)
    return error{errc::not_found,
                 file.string() + ": " + file_problem(file.string(), errno) +
                     "; expected a backup that `acumage backup` has completed",
                 {}};
  sums made;
  for (std::string line; std::getline(in, line);) {
    if (line.size() <= hex_digits + 2 || line.substr(hex_digits, 2) != "  " ||
        line.find_first_not_of("0123456789abcdef") != hex_digits)
      return error{
          errc::damaged, file.string() + ": \"" + line + "\"; expected SHA-256 and name", {}};
    made.emplace(line.substr(hex_digits + 2), line.substr(0, hex_digits));
  }
  return made;
}

status check_sums(const fs::path& folder) {
  const auto expected = read_sums(folder / sums_file);
  if (!expected) return expected.problem();
  const auto found = sum_files(folder);
  if (!found) return found.problem();
  for (const auto& [name, sum] : *expected) {
    const auto at = found->of.find(name);
    if (at == found->of.end()) return differs(folder, name, "is missing");
    if (at->second != sum) return differs(folder, name, "has changed");
  }
  for (const auto& [name, sum] : found->of)
    if (!expected->contains(name)) return differs(folder, name, "was added");
  return done();
}

}  // namespace acumage::backup
