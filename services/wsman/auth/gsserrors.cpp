// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/auth/gss.h"

#include <krb5/krb5.h>

#include <QDateTime>
#include <QStringList>

#include <algorithm>
#include <iterator>

namespace Cistern::Gss {

using namespace Qt::Literals::StringLiterals;
using Cause = Failure::Cause;

namespace {

struct KerberosError
{
    krb5_error_code code;
    Cause cause;
};
constexpr KerberosError kerberosErrors[] = {
    {KRB5_FCC_NOFILE, Cause::NoTicket},
    {KRB5_CC_NOTFOUND, Cause::NoTicket},
    {KRB5_CC_END, Cause::NoTicket},
    {KRB5_CC_BADNAME, Cause::NoTicket},
    {KRB5KRB_AP_ERR_TKT_EXPIRED, Cause::NoTicket},
    {KRB5KRB_AP_ERR_SKEW, Cause::ClockSkew},
    {KRB5_KDCREP_SKEW, Cause::ClockSkew},
    {KRB5KRB_AP_ERR_TKT_NYV, Cause::ClockSkew},
    {KRB5_KDC_UNREACH, Cause::KdcUnreachable},
    {KRB5_REALM_UNKNOWN, Cause::KdcUnreachable},
    {KRB5_REALM_CANT_RESOLVE, Cause::KdcUnreachable},
    {KRB5_CONFIG_NODEFREALM, Cause::KdcUnreachable},
    {KRB5KDC_ERR_SVC_UNAVAILABLE, Cause::KdcUnreachable},
    {KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN, Cause::ServiceUnknown},
    {KRB5_ERR_HOST_REALM_UNKNOWN, Cause::ServiceUnknown},
    {KRB5KDC_ERR_PREAUTH_FAILED, Cause::SignIn},
    {KRB5_PREAUTH_FAILED, Cause::SignIn},
    {KRB5KRB_AP_ERR_BAD_INTEGRITY, Cause::SignIn},
    {KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN, Cause::SignIn},
    {KRB5KDC_ERR_CLIENT_REVOKED, Cause::Account},
    {KRB5KDC_ERR_NAME_EXP, Cause::Account},
    {KRB5KDC_ERR_KEY_EXP, Cause::Account},
    {KRB5KDC_ERR_CLIENT_NOTYET, Cause::Account},
    {KRB5KDC_ERR_POLICY, Cause::Account},
};

void append(QStringList &words, OM_uint32 code, int type, gss_OID mech)
{
    OM_uint32 more = 0;
    do {
        OM_uint32 minor = 0;
        Buffer text;
        if (GSS_ERROR(gss_display_status(&minor, code, type, mech, &more, text.out())))
            return;
        const QString sentence = QString::fromUtf8(text.bytes()).trimmed();
        if (!sentence.isEmpty() && !words.contains(sentence))
            words << sentence;
    } while (more);
}

} // namespace

QString wordsOf(const Status &status)
{
    QStringList words;
    append(words, status.major, GSS_C_GSS_CODE, GSS_C_NO_OID);
    if (status.minor)
        append(words, status.minor, GSS_C_MECH_CODE, oidOf(status.mech));
    return words.join(u". "_s);
}

Failure failureOf(const Status &status, const QString &service)
{
    Failure failure{.cause = Cause::SignIn,
                    .stage = Failure::Stage::SignIn,
                    .code = status.minor,
                    .serverText = wordsOf(status)};
    const auto *row = std::find_if(
        std::begin(kerberosErrors), std::end(kerberosErrors),
        [&](const KerberosError &error) { return OM_uint32(error.code) == status.minor; });
    if (row != std::end(kerberosErrors))
        failure.cause = row->cause;
    else if (GSS_ROUTINE_ERROR(status.major) == GSS_S_NO_CRED
             || GSS_ROUTINE_ERROR(status.major) == GSS_S_CREDENTIALS_EXPIRED)
        failure.cause = status.mech == Mech::Ntlm ? Cause::SignIn : Cause::NoTicket;
    if (failure.cause == Cause::ServiceUnknown)
        failure.parameter = service;
    return failure;
}

std::optional<qint64> skewIn(const QByteArray &token)
{
    // RFC 4121 section 4.1: the mechanism and the kind of token stand before the message, whatever
    // is around them.
    constexpr QByteArrayView mark("\x06\x09\x2a\x86\x48\x86\xf7\x12\x01\x02\x02\x03\x00", 13);
    const qsizetype at = token.indexOf(mark);
    krb5_context library = nullptr;
    if (at < 0 || krb5_init_context(&library) != 0)
        return std::nullopt;
    const QByteArray message = token.sliced(at + mark.size());
    krb5_data data{0, static_cast<unsigned int>(message.size()),
                   const_cast<char *>(message.constData())};
    krb5_error *error = nullptr;
    std::optional<qint64> skew;
    if (krb5_rd_error(library, &data, &error) == 0) {
        // The number is that of RFC 4120 section 7.5.9; the library's own begin at a base.
        if (error->error == KRB5KRB_AP_ERR_SKEW - ERROR_TABLE_BASE_krb5)
            skew = qint64(quint32(error->stime)) - QDateTime::currentSecsSinceEpoch();
        krb5_free_error(library, error);
    }
    krb5_free_context(library);
    return skew;
}

} // namespace Cistern::Gss
