// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A file that one program at a time holds. The system lets it go when that program ends, however it
// ends: held by flock, as a process id says nothing where every run has the same, as in a
// container. Owned by what guards something with it; one thread.
#pragma once

#include "services/core/outcome.h"

#include <QFile>

namespace Cistern {

class FileLock
{
public:
    enum class Wait : bool { No, Yes };

    explicit FileLock(const QString &name) : m_file(name) {}
    ~FileLock(); // the file goes with it
    Q_DISABLE_COPY_MOVE(FileLock)

    // InUse: another has it; code is its process id, serverText its program. Storage: the folder
    // takes no files, or can't lock them; code is errno.
    Outcome<Done> take(Wait wait = Wait::No);

private:
    Failure heldByAnother();

    QFile m_file; // open as long as it is held
};

} // namespace Cistern
