// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/cim/cimvalue.h"

#include "services/cim/ciminstance.h"
#include "services/cim/cimpath.h"

#include <QLocale>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
// Decimal digits without sign; nothing on overflow. QString::toULongLong would trim white space and
// take a sign.
std::optional<quint64> magnitude(QStringView text)
{
    if (text.isEmpty() || text.size() > 20)
        return std::nullopt;
    quint64 number = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        const quint64 digit = c.unicode() - u'0';
        if (number > (std::numeric_limits<quint64>::max() - digit) / 10)
            return std::nullopt;
        number = number * 10 + digit;
    }
    return number;
}

std::optional<qint64> signedNumber(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    const auto size = magnitude(negative ? text.sliced(1) : text);
    const quint64 limit = quint64(std::numeric_limits<qint64>::max()) + (negative ? 1 : 0);
    if (!size || *size > limit)
        return std::nullopt;
    return negative ? qint64(0 - *size) : qint64(*size);
}
} // namespace

CimValue::CimValue(CimType type, bool array, Content content)
    : m_content(std::move(content)), m_type(type), m_array(array)
{}

CimValue CimValue::null(CimType type, bool array)
{
    return {type, array, std::monostate()};
}

CimValue CimValue::boolean(bool value)
{
    return {CimType::Boolean, false, value};
}

CimValue CimValue::ofUnsigned(CimType type, quint64 value)
{
    Q_ASSERT(isUnsigned(type) && value <= unsignedMaximum(type));
    return {type, false, value};
}

CimValue CimValue::ofSigned(CimType type, qint64 value)
{
    Q_ASSERT(isSigned(type) && value >= signedMinimum(type) && value <= signedMaximum(type));
    return {type, false, value};
}

CimValue CimValue::ofReal(CimType type, double value)
{
    Q_ASSERT(isReal(type));
    return {type, false, value};
}

CimValue CimValue::string(const QString &value)
{
    return {CimType::String, false, value};
}

CimValue CimValue::dateTime(const CimDateTime &value)
{
    return {CimType::DateTime, false, std::make_shared<const CimDateTime>(value)};
}

CimValue CimValue::reference(const CimPath &value)
{
    return {CimType::Reference, false, std::make_shared<const CimPath>(value)};
}

CimValue CimValue::instance(const CimInstance &value)
{
    return {CimType::Instance, false, std::make_shared<const CimInstance>(value)};
}

CimValue CimValue::array(CimType type, const QList<CimValue> &elements)
{
    if (elements.isEmpty())
        return null(type, true);
    return {type, true, elements};
}

CimValue CimValue::strings(const QStringList &values)
{
    QList<CimValue> elements;
    for (const QString &value : values)
        elements.append(string(value));
    return array(CimType::String, elements);
}

CimValue CimValue::uint16s(std::initializer_list<quint16> values)
{
    QList<CimValue> elements;
    for (const quint16 value : values)
        elements.append(uint16(value));
    return array(CimType::UInt16, elements);
}

CimValue CimValue::references(const QList<CimPath> &values)
{
    QList<CimValue> elements;
    for (const CimPath &value : values)
        elements.append(reference(value));
    return array(CimType::Reference, elements);
}

std::optional<CimValue> CimValue::fromText(CimType type, QStringView text)
{
    if (isUnsigned(type)) {
        const auto number = magnitude(text);
        if (!number || *number > unsignedMaximum(type))
            return std::nullopt;
        return ofUnsigned(type, *number);
    }
    if (isSigned(type)) {
        const auto number = signedNumber(text);
        if (!number || *number < signedMinimum(type) || *number > signedMaximum(type))
            return std::nullopt;
        return ofSigned(type, *number);
    }
    switch (type) {
    case CimType::Boolean:
        // OMI writes capitals, Pegasus reads digits.
        if (text.compare("true"_L1, Qt::CaseInsensitive) == 0 || text == u"1")
            return boolean(true);
        if (text.compare("false"_L1, Qt::CaseInsensitive) == 0 || text == u"0")
            return boolean(false);
        return std::nullopt;
    case CimType::Real32:
    case CimType::Real64: {
        bool ok = false;
        const double number = QLocale::c().toDouble(text, &ok);
        if (!ok || text.isEmpty() || text.front().isSpace() || text.back().isSpace())
            return std::nullopt;
        return CimValue(type, false, number);
    }
    case CimType::Char16:
        if (text.size() != 1)
            return std::nullopt;
        return CimValue(type, false, text.toString());
    case CimType::String:
        return string(text.toString());
    case CimType::DateTime:
        if (const auto time = CimDateTime::fromWireText(text))
            return dateTime(*time);
        return std::nullopt;
    case CimType::Reference:
        if (const auto path = CimPath::fromText(text))
            return reference(*path);
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<bool> CimValue::toBool() const
{
    if (const bool *value = std::get_if<bool>(&m_content))
        return *value;
    return std::nullopt;
}

std::optional<quint64> CimValue::toUnsigned() const
{
    if (const quint64 *value = std::get_if<quint64>(&m_content))
        return *value;
    if (const qint64 *value = std::get_if<qint64>(&m_content); value && *value >= 0)
        return quint64(*value);
    return std::nullopt;
}

std::optional<qint64> CimValue::toSigned() const
{
    if (const qint64 *value = std::get_if<qint64>(&m_content))
        return *value;
    if (const quint64 *value = std::get_if<quint64>(&m_content);
        value && *value <= quint64(std::numeric_limits<qint64>::max()))
        return qint64(*value);
    return std::nullopt;
}

std::optional<double> CimValue::toReal() const
{
    if (const double *value = std::get_if<double>(&m_content))
        return *value;
    if (const auto number = toSigned())
        return double(*number);
    if (const auto number = toUnsigned())
        return double(*number);
    return std::nullopt;
}

std::optional<CimDateTime> CimValue::toDateTime() const
{
    if (const auto *value = std::get_if<std::shared_ptr<const CimDateTime>>(&m_content))
        return **value;
    return std::nullopt;
}

QString CimValue::toString() const
{
    if (const QString *value = std::get_if<QString>(&m_content))
        return *value;
    return {};
}

const CimPath *CimValue::toPath() const &
{
    const auto *value = std::get_if<std::shared_ptr<const CimPath>>(&m_content);
    return value ? value->get() : nullptr;
}

std::optional<CimPath> CimValue::toPath() const &&
{
    const CimPath *path = std::as_const(*this).toPath();
    return path ? std::optional(*path) : std::nullopt;
}

std::optional<CimInstance> CimValue::toInstance() const &&
{
    const CimInstance *instance = std::as_const(*this).toInstance();
    return instance ? std::optional(*instance) : std::nullopt;
}

const CimInstance *CimValue::toInstance() const &
{
    const auto *value = std::get_if<std::shared_ptr<const CimInstance>>(&m_content);
    return value ? value->get() : nullptr;
}

QList<CimValue> CimValue::elements() const
{
    if (isNull())
        return {};
    if (const auto *list = std::get_if<QList<CimValue>>(&m_content))
        return *list;
    return {*this};
}

QStringList CimValue::toStrings() const
{
    QStringList texts;
    for (const CimValue &element : elements())
        texts.append(element.toString());
    return texts;
}

QList<quint64> CimValue::toUnsigneds() const
{
    QList<quint64> numbers;
    for (const CimValue &element : elements()) {
        if (const auto number = element.toUnsigned())
            numbers.append(*number);
    }
    return numbers;
}

QList<CimPath> CimValue::toPaths() const
{
    QList<CimPath> paths;
    for (const CimValue &element : elements()) {
        if (const CimPath *path = element.toPath())
            paths.append(*path);
    }
    return paths;
}

QString CimValue::toText() const
{
    struct Writer
    {
        QString operator()(std::monostate) const { return {}; }
        QString operator()(bool value) const { return value ? u"true"_s : u"false"_s; }
        QString operator()(quint64 value) const { return QString::number(value); }
        QString operator()(qint64 value) const { return QString::number(value); }
        QString operator()(double value) const { return QString::number(value, 'g', 17); }
        QString operator()(const QString &value) const { return value; }
        QString operator()(const std::shared_ptr<const CimDateTime> &value) const
        {
            return value->toCimText();
        }
        QString operator()(const std::shared_ptr<const CimPath> &value) const
        {
            return value->toText();
        }
        QString operator()(const std::shared_ptr<const CimInstance> &value) const
        {
            return value->className();
        }
        QString operator()(const QList<CimValue> &value) const
        {
            QStringList texts;
            for (const CimValue &element : value)
                texts.append(element.toText());
            return texts.join(", "_L1);
        }
    };
    return std::visit(Writer(), m_content);
}

bool CimValue::operator==(const CimValue &other) const
{
    if (m_type != other.m_type || m_array != other.m_array
        || m_content.index() != other.m_content.index())
        return false;
    // Shared pointers compare by what they hold, not by where it lies.
    if (const auto mine = toDateTime())
        return *mine == *other.toDateTime();
    if (const CimPath *mine = toPath())
        return *mine == *other.toPath();
    if (const CimInstance *mine = toInstance())
        return *mine == *other.toInstance();
    return m_content == other.m_content;
}

} // namespace Cistern
