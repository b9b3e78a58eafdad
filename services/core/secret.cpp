// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/core/secret.h"

#include <cstring>
#include <new>

#include <sys/mman.h>

namespace Cistern {

namespace {

// Pages of its own, which no core dump holds and which are not swapped out.
class Pages
{
public:
    // One octet more than they are, which stays zero: libraries may read a text up to there.
    explicit Pages(QByteArrayView bytes)
        : m_length(bytes.size()), m_size(bytes.isEmpty() ? 0 : size_t(bytes.size()) + 1)
    {
        if (m_size == 0)
            return;
        m_bytes = ::mmap(nullptr, m_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                         0);
        if (m_bytes == MAP_FAILED)
            throw std::bad_alloc();
        ::madvise(m_bytes, m_size, MADV_DONTDUMP);
        ::mlock(m_bytes, m_size); // as far as the machine allows
        std::memcpy(m_bytes, bytes.data(), size_t(m_length));
    }
    ~Pages()
    {
        if (m_size == 0)
            return;
        explicit_bzero(m_bytes, m_size);
        ::munmap(m_bytes, m_size);
    }
    Q_DISABLE_COPY_MOVE(Pages)

    QByteArrayView view() const { return {static_cast<const char *>(m_bytes), m_length}; }

private:
    qsizetype m_length;
    size_t m_size;
    void *m_bytes = nullptr;
};

} // namespace

Secret::Secret(const QByteArray &utf8)
{
    auto pages = std::make_shared<Pages>(utf8);
    // Of no bytes of its own.
    const QByteArrayView view = pages->view();
    m_bytes = {new QByteArray(QByteArray::fromRawData(view.data(), view.size())),
               [pages](const QByteArray *bytes) { delete bytes; }};
}

bool Secret::isEmpty() const
{
    return !m_bytes || m_bytes->isEmpty();
}

QByteArray Secret::revealBytes() const
{
    return QByteArray::fromRawData(reveal().data(), reveal().size());
}

QByteArrayView Secret::reveal() const
{
    return m_bytes ? QByteArrayView(*m_bytes) : QByteArrayView();
}

QDebug operator<<(QDebug debug, const Secret &secret)
{
    return debug << (secret.isEmpty() ? "Secret(empty)" : "Secret(***)");
}

} // namespace Cistern
