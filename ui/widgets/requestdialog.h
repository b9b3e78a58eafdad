// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Shows what calls would send, without sending it. GUI thread.
#pragma once

#include "services/schema/methodcall.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

namespace Cistern {

class RequestDialog : public DialogFrame
{
    Q_OBJECT

public:
    RequestDialog(const Console &console, const QString &systemId, const QList<MethodCall> &calls,
                  QWidget *parent);
};

} // namespace Cistern
