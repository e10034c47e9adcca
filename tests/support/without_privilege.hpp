// Takes the right to pass over file modes from a thread, which tests that run as root have.
#pragma once

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace acumage::tests {

/// For this thread, while it lives.
class without_privilege {
 public:
  without_privilege() {
    ::syscall(SYS_capget, &head_, data_);
    __user_cap_data_struct less[2] = {data_[0], data_[1]};
    for (const unsigned each : {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH})
      less[0].effective &= ~(1U << each);
    ::syscall(SYS_capset, &head_, less);
  }
  ~without_privilege() { ::syscall(SYS_capset, &head_, data_); }
  without_privilege(const without_privilege&) = delete;
  without_privilege& operator=(const without_privilege&) = delete;

 private:
  __user_cap_header_struct head_{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data_[2]{};
};

}  // namespace acumage::tests
