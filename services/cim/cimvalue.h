// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One CIM value with its exact type: null, a scalar, or an array of scalars of one type.
// Value, implicitly shared; any thread.
#pragma once

#include "services/cim/cimdatetime.h"
#include "services/cim/cimtype.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <variant>

namespace Cistern {

class CimInstance;
class CimPath;

class CimValue
{
public:
    CimValue() = default; // a null string

    static CimValue null(CimType type, bool array = false);
    static CimValue boolean(bool value);
    static CimValue uint8(quint8 value) { return ofUnsigned(CimType::UInt8, value); }
    static CimValue uint16(quint16 value) { return ofUnsigned(CimType::UInt16, value); }
    static CimValue uint32(quint32 value) { return ofUnsigned(CimType::UInt32, value); }
    static CimValue uint64(quint64 value) { return ofUnsigned(CimType::UInt64, value); }
    static CimValue ofUnsigned(CimType type, quint64 value); // the value must fit the type
    static CimValue ofSigned(CimType type, qint64 value);    // likewise
    static CimValue ofReal(CimType type, double value);      // likewise
    static CimValue real64(double value) { return ofReal(CimType::Real64, value); }
    static CimValue string(const QString &value);
    static CimValue dateTime(const CimDateTime &value);
    static CimValue reference(const CimPath &value);
    static CimValue instance(const CimInstance &value);
    // All elements are of the type and none is null; an empty list is null, as WS-Management can
    // not tell them apart (DSP0226 has no empty array).
    static CimValue array(CimType type, const QList<CimValue> &elements);
    static CimValue strings(const QStringList &values);
    static CimValue uint16s(std::initializer_list<quint16> values);
    static CimValue references(const QList<CimPath> &values);

    // Reads a scalar exactly: no white space, no sign on unsigned types, no exponent on integers,
    // ASCII digits, in range. References are object path text. Nothing otherwise.
    static std::optional<CimValue> fromText(CimType type, QStringView text);

    CimType type() const { return m_type; }
    bool isArray() const { return m_array; }
    bool isNull() const { return m_content.index() == 0; }

    // Nothing when null or of another kind.
    std::optional<bool> toBool() const;
    std::optional<quint64> toUnsigned() const; // from any integer type that holds it
    std::optional<qint64> toSigned() const;    // likewise
    std::optional<double> toReal() const;      // from any number
    std::optional<CimDateTime> toDateTime() const;
    QString toString() const;              // empty when null; see toText for other types
    const CimPath *toPath() const &;         // lives as long as this value
    const CimInstance *toInstance() const &; // likewise
    // Of a value that goes: what a pointer would point at is gone, too.
    std::optional<CimPath> toPath() const &&;
    std::optional<CimInstance> toInstance() const &&;
    QList<CimValue> elements() const;      // of an array; a scalar is a list of itself; null: empty
    // The same without a list.
    template<class Call>
    void eachElement(Call call) const
    {
        if (const auto *list = std::get_if<QList<CimValue>>(&m_content)) {
            for (const CimValue &element : *list)
                call(element);
        } else if (!isNull()) {
            call(*this);
        }
    }
    QStringList toStrings() const;
    QList<quint64> toUnsigneds() const;
    QList<CimPath> toPaths() const;

    // The CIM literal without quotes: "true", "4096", path text, "a, b" for arrays, "" for null.
    QString toText() const;

    bool operator==(const CimValue &other) const;

private:
    using Content = std::variant<std::monostate, bool, quint64, qint64, double, QString,
                                 std::shared_ptr<const CimDateTime>, std::shared_ptr<const CimPath>,
                                 std::shared_ptr<const CimInstance>, QList<CimValue>>;
    CimValue(CimType type, bool array, Content content);

    Content m_content;
    CimType m_type = CimType::String;
    bool m_array = false;
};

} // namespace Cistern
