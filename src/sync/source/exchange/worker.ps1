# The PowerShell end of the pipe: takes one JSON request a line, runs it, answers rows and exactly one last frame.
# Knows nothing of Exchange: what can be asked is the function Invoke-Operation of the script it loads.
# Where to connect comes in the environment, so the line that starts this never changes; everything else comes over the pipe.
# Engine commands and .NET only. Never outlives its parent: when the pipe closes, the process ends.

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Get-Setting([string]$Name) {
  $value = [System.Environment]::GetEnvironmentVariable($Name)
  [System.Environment]::SetEnvironmentVariable($Name, [System.Management.Automation.Language.NullString]::Value)
  return $value
}

function ConvertFrom-Element([System.Text.Json.JsonElement]$Element) {
  switch ([string]$Element.ValueKind) {
    'Object' {
      $table = @{}
      foreach ($property in $Element.EnumerateObject()) { $table[$property.Name] = ConvertFrom-Element $property.Value }
      return $table
    }
    'Array' {
      $list = [System.Collections.Generic.List[object]]::new()
      foreach ($item in $Element.EnumerateArray()) { $list.Add((ConvertFrom-Element $item)) }
      return , $list.ToArray()
    }
    'String' { return $Element.GetString() }
    'Number' { return $Element.GetInt64() }
    'True' { return $true }
    'False' { return $false }
    default { return $null }
  }
}

# Runs inside the runspace of the operations, before their script.
$framing = {
  $ErrorActionPreference = 'Stop'
  $ProgressPreference = 'SilentlyContinue'
  $WarningPreference = 'SilentlyContinue'
  $InformationPreference = 'SilentlyContinue'
  $Call = @{ Id = 0; Rows = 0; Items = 0; Ended = $true }
  $JsonOptions = [System.Text.Json.JsonSerializerOptions]::new()
  $JsonOptions.Encoder = [System.Text.Encodings.Web.JavaScriptEncoder]::UnsafeRelaxedJsonEscaping

  function Send-Frame([System.Collections.IDictionary]$Frame) {
    $Out.WriteLine([System.Text.Json.JsonSerializer]::Serialize[object]($Frame, $JsonOptions))
  }

  # Every value must be cast to a plain .NET type: a wrapped one cannot be serialized.
  function Send-Row([System.Collections.IDictionary]$Row) {
    $Call.Rows++
    Send-Frame ([ordered]@{ t = 'row'; id = $Call.Id; row = $Row })
  }

  # All that is known of a failure, for whoever has never seen it: each exception behind it, and where it was raised. No arguments.
  function Get-WholeText($Failure) {
    $lines = [System.Collections.Generic.List[string]]::new()
    for ($exception = $Failure.Exception; $null -ne $exception -and $lines.Count -lt 8; $exception = $exception.InnerException) {
      $lines.Add("$($exception.GetType().FullName): $($exception.Message)")
    }
    foreach ($more in @($Failure.FullyQualifiedErrorId, $Failure.CategoryInfo, $Failure.ScriptStackTrace)) { if ([string]$more -ne '') { $lines.Add([string]$more) } }
    $text = [string]::Join("`n", $lines)
    return $text.Substring(0, [System.Math]::Min($text.Length, 16000))
  }

  # One item of a batch failed; the others go on.
  function Send-ItemError([string]$Item, $Failure) {
    $Call.Items++
    Send-Frame ([ordered]@{ t = 'item-error'; id = $Call.Id; item = $Item; message = [string]$Failure.Exception.Message; code = [string]$Failure.FullyQualifiedErrorId; whole = [string](Get-WholeText $Failure) })
  }

  function Send-LastFrame([System.Collections.IDictionary]$Frame) {
    $Call.Ended = $true
    Send-Frame $Frame
    $Out.Flush()
  }

  function Invoke-Call([hashtable]$Request) {
    $Call.Id = $Request.id
    $Call.Rows = 0
    $Call.Items = 0
    $Call.Ended = $false
    try {
      $null = Invoke-Operation $Request
      Send-LastFrame ([ordered]@{ t = 'end'; id = $Call.Id; rows = $Call.Rows; itemErrors = $Call.Items })
    } catch {
      Send-LastFrame ([ordered]@{ t = 'error'; id = $Call.Id; message = [string]$_.Exception.Message; code = [string]$_.FullyQualifiedErrorId; whole = [string](Get-WholeText $_) })
    } finally {
      # A stopped pipeline runs `finally` and no `catch`.
      if (-not $Call.Ended) { Send-LastFrame ([ordered]@{ t = 'cancelled'; id = $Call.Id; rows = $Call.Rows; itemErrors = $Call.Items }) }
    }
  }
}

# A runspace without a host: Write-Host, warnings and progress of a module reach nobody's standard output.
function New-OperationRunspace([System.IO.TextWriter]$Writer, [string[]]$ScriptPaths) {
  $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
  $runspace.Open()
  $runspace.SessionStateProxy.SetVariable('Out', $Writer)
  $texts = @([string]$framing) + @(foreach ($path in $ScriptPaths) { [System.IO.File]::ReadAllText($path) })
  foreach ($text in $texts) {
    $shell = [powershell]::Create($runspace).AddScript($text)
    $null = $shell.Invoke()
    $shell.Dispose()
  }
  return $runspace
}

function Wait-Line([System.IO.StreamReader]$Reader) {
  $read = $Reader.ReadLineAsync()
  while (-not $read.Wait(250)) { }
  return $read.Result
}

$pipeName = Get-Setting 'COUNTERSIGN_PIPE'
$scriptPaths = (Get-Setting 'COUNTERSIGN_SCRIPTS').Split("`n")
$handshake = Get-Setting 'COUNTERSIGN_HANDSHAKE'
$utf8 = [System.Text.UTF8Encoding]::new($false)
# Asynchronous on purpose: a synchronous duplex pipe deadlocks on Windows.
$pipe = [System.IO.Pipes.NamedPipeClientStream]::new('.', $pipeName, [System.IO.Pipes.PipeDirection]::InOut, [System.IO.Pipes.PipeOptions]::Asynchronous)
$pipe.Connect(15000)
$reader = [System.IO.StreamReader]::new($pipe, $utf8, $false, 65536, $true)
$buffered = [System.IO.StreamWriter]::new($pipe, $utf8, 65536, $true)
$buffered.NewLine = "`n"
$writer = [System.IO.TextWriter]::Synchronized($buffered)

$line = ''
$current = $null
$running = $null
# What the scripts need is not in an older one: it says its version, and waits until nobody needs it any more.
if ($PSVersionTable.PSVersion.Major -lt 7) {
  $writer.WriteLine('{"t":"hello","handshake":"' + $handshake + '","pid":' + [int]$PID + ',"version":"' + [string]$PSVersionTable.PSVersion + '"}')
  $writer.Flush()
  $null = Wait-Line $reader
  return
}
try {
  $runspace = New-OperationRunspace $writer $scriptPaths
  $hello = [ordered]@{ t = 'hello'; handshake = $handshake; pid = [int]$PID; version = [string]$PSVersionTable.PSVersion }
  $writer.WriteLine([System.Text.Json.JsonSerializer]::Serialize[object]($hello))
  $writer.Flush()

  :requests while ($true) {
    $line = Wait-Line $reader
    if ($null -eq $line) { break }
    $request = ConvertFrom-Element ([System.Text.Json.JsonDocument]::Parse($line).RootElement)
    switch ($request.op) {
      'cancel' {
        if ($null -ne $current -and $request.id -eq $currentId) { $null = $current.BeginStop($null, $null) }
        break
      }
      'quit' { break requests }
      default {
        if ($null -ne $current) {
          if (-not $running.AsyncWaitHandle.WaitOne(5000)) { throw 'a request came while another one runs' }
          $current.Dispose()
        }
        $current = [powershell]::Create($runspace).AddCommand('Invoke-Call').AddParameter('Request', $request)
        $currentId = $request.id
        $running = $current.BeginInvoke()
      }
    }
  }
} finally {
  if ($null -eq $line) { [System.Environment]::Exit(0) }
  if ($null -ne $current -and -not $running.IsCompleted) {
    $null = $current.BeginStop($null, $null)
    $null = $running.AsyncWaitHandle.WaitOne(3000)
  }
  $pipe.Dispose()
}
