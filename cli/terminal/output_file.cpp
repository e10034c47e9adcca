#include "cli/terminal/output_file.hpp"

#include <ext/stdio_filebuf.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace acumage::terminal {

namespace {

error failed(const std::string& path) {
  return {errc::storage_failed,
          path + ": cannot be written: " + std::generic_category().message(errno) +
              "; expected a writable folder with room",
          {}};
}

status expect_plain(const std::string& target) {
  struct stat found {};
  if (::lstat(target.c_str(), &found) != 0)
    return done();  // the next call reports what is wrong with the folder
  if (S_ISREG(found.st_mode)) return done();
  return error{errc::invalid,
               target +
                   ": is no plain file, and would be replaced by one; expected a plain file, or "
                   "none",
               {}};
}

}  // namespace

output_file::output_file(std::string target, std::string path, int descriptor)
    : target_{std::move(target)},
      path_{std::move(path)},
      descriptor_{descriptor},
      buffer_{std::make_unique<__gnu_cxx::stdio_filebuf<char>>(descriptor,
                                                               std::ios::out | std::ios::binary)},
      stream_{std::make_unique<std::ostream>(buffer_.get())} {}

result<std::unique_ptr<output_file>> output_file::beside(const std::string& target) {
  if (auto plain = expect_plain(target); !plain) return plain.problem();
  auto path = target + ".XXXXXX";
  const int descriptor = ::mkstemp(path.data());  // 0600
  if (descriptor < 0) return failed(target);
  return std::unique_ptr<output_file>{new output_file{target, std::move(path), descriptor}};
}

output_file::~output_file() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

status output_file::keep() {
  if (auto plain = expect_plain(target_); !plain) return plain;
  errno = 0;
  if (!stream_->flush() || ::fsync(descriptor_) != 0 ||
      ::rename(path_.c_str(), target_.c_str()) != 0)
    return failed(target_);
  path_.clear();
  return done();
}

}  // namespace acumage::terminal
