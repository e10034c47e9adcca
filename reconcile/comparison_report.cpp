#include "reconcile/comparison_report.hpp"

#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace acumage::reconcile {

namespace {

/// RFC 4180: in quotes where it would otherwise end the field.
std::string field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
  std::string quoted{'"'};
  for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
  return quoted + '"';
}

std::string line(const comparison_item& item) {
  return field(item.key) + ',' + std::string{policy::to_string(item.what)} + ',' + field(item.erp) +
         ',' + field(item.node) + ',' + field(item.store) + ',' + field(item.remedy) + "\r\n";
}

error cannot_write(const std::string& path) {
  return {errc::storage_failed,
          path + ": cannot be written: " + std::generic_category().message(errno) +
              "; expected a writable folder with room",
          {}};
}

status expect_plain(const std::string& target) {
  struct stat found {};
  if (::lstat(target.c_str(), &found) != 0 || S_ISREG(found.st_mode)) return done();
  return error{errc::invalid, target + ": is no plain file; expected a plain file, or none", {}};
}

constexpr std::string_view header = "key,class,erp,node,store,remedy\r\n";

bool put(std::FILE* to, std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), to) == text.size();
}

}  // namespace

comparison_item item_of(const policy::compared& values, const policy::finding& found) {
  return {values.key,
          found.what,
          values.erp.value_or(""),
          values.node.value_or(""),
          values.store.value_or(""),
          found.remedy};
}

comparison_report::comparison_report(std::string target, file to)
    : target_{std::move(target)}, part_{target_ + ".part"}, to_{std::move(to)} {}

result<std::unique_ptr<comparison_report>> comparison_report::begin(std::string target) {
  if (auto plain = expect_plain(target); !plain) return plain.problem();
  const auto part = target + ".part";
  ::unlink(part.c_str());
  const int descriptor =
      ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor < 0) return cannot_write(part);
  std::unique_ptr<comparison_report> report{
      new comparison_report{std::move(target), file{::fdopen(descriptor, "wb")}}};
  if (!put(report->to_.get(), header)) return report->failed();
  return report;
}

comparison_report::~comparison_report() {
  if (!part_.empty()) ::unlink(part_.c_str());
}

error comparison_report::failed() const { return cannot_write(part_); }

status comparison_report::count(policy::sync_class what) {
  if (checked_ == most_keys)
    return error{errc::too_large,
                 "reconcile: more than " + std::to_string(most_keys) +
                     " keys; expected a selection by --key or --sample",
                 {}};
  ++checked_;
  ++totals_.at(static_cast<std::size_t>(what));
  return done();
}

status comparison_report::add(const comparison_item& item) {
  if (auto counted = count(item.what); !counted) return counted;
  if (!put(to_.get(), line(item))) return failed();
  return done();
}

status comparison_report::keep() {
  if (auto plain = expect_plain(target_); !plain) return plain;
  if (std::fflush(to_.get()) != 0 || ::fsync(::fileno(to_.get())) != 0 ||
      ::rename(part_.c_str(), target_.c_str()) != 0)
    return failed();
  part_.clear();
  return done();
}

std::uint64_t comparison_report::differences() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < totals_.size(); ++i)
    if (policy::is_difference(static_cast<policy::sync_class>(i))) sum += totals_.at(i);
  return sum;
}

}  // namespace acumage::reconcile
