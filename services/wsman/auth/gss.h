// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// GSSAPI as values that free themselves, its errors as Failures, and the sealing of messages. Only
// for negotiate.cpp. What these do may block on a KDC or a name server; one context is used by one
// thread at a time.
#pragma once

#include "services/core/outcome.h"
#include "services/core/secret.h"
#include "services/wsman/auth/sealedbody.h"

#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>

#include <QByteArray>
#include <QString>

#include <utility>

namespace Cistern::Gss {

enum class Mech : quint8 { Spnego, Kerberos, Ntlm };

gss_OID oidOf(Mech mech);
bool available(Mech mech); // NTLM is a plugin

// Owns one object of the library.
template<class T, OM_uint32 (*release)(OM_uint32 *, T *)>
class Owned
{
public:
    Owned() = default;
    ~Owned() { reset(); }
    Owned(Owned &&other) noexcept : m_object(std::exchange(other.m_object, nullptr)) {}
    Owned &operator=(Owned &&other) noexcept
    {
        if (this != &other) {
            reset();
            m_object = std::exchange(other.m_object, nullptr);
        }
        return *this;
    }
    Q_DISABLE_COPY(Owned)

    void reset()
    {
        OM_uint32 minor = 0;
        if (m_object)
            release(&minor, &m_object);
        m_object = nullptr;
    }
    T get() const { return m_object; }
    T *out() { return &m_object; }
    explicit operator bool() const { return m_object; }

private:
    T m_object = nullptr;
};

using Name = Owned<gss_name_t, gss_release_name>;
using Credential = Owned<gss_cred_id_t, gss_release_cred>;

// Bytes of the library's making.
class Buffer
{
public:
    Buffer() = default;
    ~Buffer()
    {
        OM_uint32 minor = 0;
        gss_release_buffer(&minor, &m_buffer);
    }
    Q_DISABLE_COPY_MOVE(Buffer)

    gss_buffer_t out() { return &m_buffer; }
    QByteArray bytes() const
    {
        return {static_cast<const char *>(m_buffer.value), qsizetype(m_buffer.length)};
    }

private:
    gss_buffer_desc m_buffer{0, nullptr};
};

// Bytes of ours, for as long as they live.
gss_buffer_desc viewOf(const QByteArray &bytes);

struct Status
{
    OM_uint32 major = GSS_S_COMPLETE;
    OM_uint32 minor = 0;
    Mech mech = Mech::Spnego;

    bool failed() const { return GSS_ERROR(major) != 0; }
};

// Both texts of the library, in its words.
QString wordsOf(const Status &status);
// Of the one who signs in; service is the name that was asked for.
Failure failureOf(const Status &status, const QString &service = {});
// Seconds that a server's clock is ahead of ours, where its token complains about that.
std::optional<qint64> skewIn(const QByteArray &token);

Outcome<Name> userName(const QString &user);
Outcome<Name> serviceName(const QString &service, const QString &host);

// One end of a security context.
class Context
{
public:
    struct Step
    {
        Status status;
        QByteArray token; // for the other end, also after a failure
    };

    // Of the one who signs in.
    Step initiate(const Credential &credential, const Name &target, Mech mech,
                  const QByteArray &token, const QByteArray &binding);
    // Of the one who is signed in to.
    Step accept(const Credential &credential, const QByteArray &token, const QByteArray &binding);
    void reset();

    bool complete() const { return m_complete; }
    // Valid once complete
    Mech mech() const; // the one inside of SPNEGO
    bool canSeal() const;
    bool mutual() const { return m_flags & GSS_C_MUTUAL_FLAG; }
    // Of the one who is signed in to: whether the other end named the same channel.
    bool bound() const { return m_flags & GSS_C_CHANNEL_BOUND_FLAG; }
    QString initiator() const; // as the mechanism writes it; empty when it does not say

    Outcome<SealedPart> seal(const QByteArray &message);
    Outcome<QByteArray> unseal(const SealedPart &part);

private:
    struct Deleter
    {
        static OM_uint32 release(OM_uint32 *minor, gss_ctx_id_t *context)
        {
            return gss_delete_sec_context(minor, context, GSS_C_NO_BUFFER);
        }
    };

    Owned<gss_ctx_id_t, Deleter::release> m_context;
    OM_uint32 m_flags = 0;
    bool m_complete = false;
};

} // namespace Cistern::Gss
