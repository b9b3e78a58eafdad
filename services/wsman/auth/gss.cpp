// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/gss.h"

#include <iterator>

namespace Cistern::Gss {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype ntlmSignatureBytes = 16;
constexpr qsizetype mostPadding = 8; // of RC4 it is 1

gss_OID_desc spnego{6, const_cast<char *>("\x2b\x06\x01\x05\x05\x02")};
gss_OID_desc kerberos{9, const_cast<char *>("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02")};
gss_OID_desc ntlm{10, const_cast<char *>("\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a")};

bool same(gss_OID a, gss_OID b)
{
    return a && b
        && QByteArrayView(static_cast<const char *>(a->elements), a->length)
        == QByteArrayView(static_cast<const char *>(b->elements), b->length);
}

// RFC 2743 section 1.1.6 with addresses of no kind, which is how both ends write it for TLS.
class Binding
{
public:
    explicit Binding(const QByteArray &data) : m_data(data)
    {
        m_bindings.application_data = viewOf(m_data);
    }
    gss_channel_bindings_t get()
    {
        return m_data.isEmpty() ? GSS_C_NO_CHANNEL_BINDINGS : &m_bindings;
    }

private:
    const QByteArray m_data;
    gss_channel_bindings_struct m_bindings{};
};

Failure unusable(const Status &status)
{
    return {.cause = Failure::Cause::Malformed,
            .stage = Failure::Stage::Protocol,
            .serverText = wordsOf(status)};
}

Failure unsealed(const QString &words)
{
    return {
        .cause = Failure::Cause::Malformed, .stage = Failure::Stage::Protocol, .serverText = words};
}

Outcome<Name> imported(const QString &text, gss_OID type)
{
    const QByteArray bytes = text.toUtf8();
    gss_buffer_desc view = viewOf(bytes);
    Status status;
    Name name;
    status.major = gss_import_name(&status.minor, &view, type, name.out());
    if (status.failed())
        return failureOf(status);
    return name;
}

} // namespace

gss_OID oidOf(Mech mech)
{
    switch (mech) {
    case Mech::Spnego:
        return &spnego;
    case Mech::Kerberos:
        return &kerberos;
    case Mech::Ntlm:
        return &ntlm;
    }
    return GSS_C_NO_OID;
}

bool available(Mech mech)
{
    OM_uint32 minor = 0;
    gss_OID_set all = GSS_C_NO_OID_SET;
    if (GSS_ERROR(gss_indicate_mechs(&minor, &all)))
        return false;
    int present = 0;
    gss_test_oid_set_member(&minor, oidOf(mech), all, &present);
    gss_release_oid_set(&minor, &all);
    return present != 0;
}

gss_buffer_desc viewOf(const QByteArray &bytes)
{
    return {size_t(bytes.size()), const_cast<char *>(bytes.constData())};
}

Outcome<Name> userName(const QString &user)
{
    return imported(user, GSS_C_NT_USER_NAME);
}

Outcome<Name> serviceName(const QString &service, const QString &host)
{
    return imported(service + u'@' + host, GSS_C_NT_HOSTBASED_SERVICE);
}

Context::Step Context::initiate(const Credential &credential, const Name &target, Mech mech,
                                const QByteArray &token, const QByteArray &binding)
{
    Binding bound(binding);
    gss_buffer_desc input = viewOf(token);
    Buffer output;
    Step step{.status = {.mech = mech}, .token = {}};
    step.status.major = gss_init_sec_context(
        &step.status.minor, credential.get(), m_context.out(), target.get(), oidOf(mech),
        GSS_C_MUTUAL_FLAG | GSS_C_REPLAY_FLAG | GSS_C_SEQUENCE_FLAG | GSS_C_INTEG_FLAG
            | GSS_C_CONF_FLAG,
        GSS_C_INDEFINITE, bound.get(), &input, nullptr, output.out(), &m_flags, nullptr);
    step.token = output.bytes();
    m_complete = step.status.major == GSS_S_COMPLETE;
    return step;
}

Context::Step Context::accept(const Credential &credential, const QByteArray &token,
                              const QByteArray &binding)
{
    Binding bound(binding);
    gss_buffer_desc input = viewOf(token);
    Buffer output;
    Step step;
    step.status.major = gss_accept_sec_context(&step.status.minor, m_context.out(),
                                               credential.get(), &input, bound.get(), nullptr,
                                               nullptr, output.out(), &m_flags, nullptr, nullptr);
    step.token = output.bytes();
    m_complete = step.status.major == GSS_S_COMPLETE;
    return step;
}

void Context::reset()
{
    m_context.reset();
    m_flags = 0;
    m_complete = false;
}

Mech Context::mech() const
{
    OM_uint32 minor = 0;
    gss_OID mech = GSS_C_NO_OID;
    gss_inquire_context(&minor, m_context.get(), nullptr, nullptr, nullptr, &mech, nullptr, nullptr,
                        nullptr);
    return same(mech, &ntlm) ? Mech::Ntlm : same(mech, &kerberos) ? Mech::Kerberos : Mech::Spnego;
}

bool Context::canSeal() const
{
    constexpr OM_uint32 needed = GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG;
    return (m_flags & needed) == needed;
}

QString Context::initiator() const
{
    OM_uint32 minor = 0;
    Name name;
    if (GSS_ERROR(gss_inquire_context(&minor, m_context.get(), name.out(), nullptr, nullptr,
                                      nullptr, nullptr, nullptr, nullptr)))
        return {};
    Buffer text;
    if (!name || GSS_ERROR(gss_display_name(&minor, name.get(), text.out(), nullptr)))
        return {};
    QByteArray bytes = text.bytes();
    if (bytes.endsWith('\0')) // gss-ntlmssp counts the end in
        bytes.chop(1);
    return QString::fromUtf8(bytes);
}

Outcome<SealedPart> Context::seal(const QByteArray &message)
{
    SealedPart part{.length = message.size()};
    Status status{.mech = mech()};
    int sealed = 0;
    if (status.mech == Mech::Ntlm) {
        gss_buffer_desc plain = viewOf(message);
        Buffer output;
        status.major = gss_wrap(&status.minor, m_context.get(), 1, GSS_C_QOP_DEFAULT, &plain,
                                &sealed, output.out());
        const QByteArray bytes = output.bytes();
        if (status.failed() || !sealed || bytes.size() != ntlmSignatureBytes + message.size())
            return unusable(status);
        part.header = bytes.first(ntlmSignatureBytes);
        part.data = bytes.sliced(ntlmSignatureBytes);
        return part;
    }
    // gss_wrap would put the checksum behind the data, where Windows does not look for it.
    part.data = message;
    gss_iov_buffer_desc pieces[3]{};
    pieces[0].type = GSS_IOV_BUFFER_TYPE_HEADER | GSS_IOV_BUFFER_FLAG_ALLOCATE;
    pieces[1].type = GSS_IOV_BUFFER_TYPE_DATA;
    pieces[1].buffer = {size_t(part.data.size()), part.data.data()};
    pieces[2].type = GSS_IOV_BUFFER_TYPE_PADDING | GSS_IOV_BUFFER_FLAG_ALLOCATE;
    status.major = gss_wrap_iov(&status.minor, m_context.get(), 1, GSS_C_QOP_DEFAULT, &sealed,
                                pieces, std::size(pieces));
    const auto bytesOf = [](const gss_iov_buffer_desc &piece) {
        return QByteArray(static_cast<const char *>(piece.buffer.value),
                          qsizetype(piece.buffer.length));
    };
    const bool good = !status.failed() && sealed;
    if (good) {
        const QByteArray padding = bytesOf(pieces[2]);
        part.header = bytesOf(pieces[0]);
        part.data += padding;
        part.length += padding.size();
    }
    OM_uint32 minor = 0;
    gss_release_iov_buffer(&minor, pieces, std::size(pieces));
    if (!good)
        return unusable(status);
    return part;
}

Outcome<QByteArray> Context::unseal(const SealedPart &part)
{
    Status status{.mech = mech()};
    int sealed = 0;
    QByteArray message;
    // Joined, the token is what gss_wrap would have made, whichever way its checksum was turned.
    const QByteArray joined = part.header + part.data;
    {
        gss_buffer_desc input = viewOf(joined);
        Buffer output;
        status.major = gss_unwrap(&status.minor, m_context.get(), &input, output.out(), &sealed,
                                  nullptr);
        message = output.bytes();
    }
    if (status.failed() && status.mech != Mech::Ntlm) {
        QByteArray header = part.header;
        message = part.data;
        gss_iov_buffer_desc pieces[3]{};
        pieces[0].type = GSS_IOV_BUFFER_TYPE_HEADER;
        pieces[0].buffer = {size_t(header.size()), header.data()};
        pieces[1].type = GSS_IOV_BUFFER_TYPE_DATA;
        pieces[1].buffer = {size_t(message.size()), message.data()};
        pieces[2].type = GSS_IOV_BUFFER_TYPE_PADDING;
        status.major = gss_unwrap_iov(&status.minor, m_context.get(), &sealed, nullptr, pieces,
                                      std::size(pieces));
        if (!status.failed())
            message.truncate(qsizetype(pieces[1].buffer.length));
    }
    if (status.failed())
        return unusable(status);
    if (!sealed)
        return unsealed(u"signed, but not sealed"_s);
    // A message out of its order is as bad as a forged one.
    if (GSS_SUPPLEMENTARY_INFO(status.major) != 0)
        return unusable(status);
    if (message.size() > part.length || part.length - message.size() > mostPadding)
        return unsealed(
            u"a message of %1 octets that announced %2"_s.arg(message.size()).arg(part.length));
    return message;
}

} // namespace Cistern::Gss
