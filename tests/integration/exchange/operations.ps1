# Operations that misbehave in every way the session must survive. Loaded by the worker in place of exchange.ps1.

function Invoke-Operation([hashtable]$Request) {
  switch ($Request.op) {
    'echo' { Send-Row ([ordered]@{ text = [string]$Request.text }) }
    'rows' { for ($i = 0; $i -lt $Request.count; $i++) { Send-Row ([ordered]@{ number = $i; text = 'x' * 200 }) } }
    'counted' { $n = 0; while ($true) { Send-Row ([ordered]@{ text = 'x' * 1000 }); $n++; if ($n % 100 -eq 0) { [System.IO.File]::WriteAllText([string]$Request.file, [string]$n) } } }
    'flood' { while ($true) { Send-Row ([ordered]@{ text = 'x' * 1000 }) } }
    'spin' { $Out.Flush(); while ($true) { } }
    'deaf' { Send-Row ([ordered]@{ text = 'deaf' }); $Out.Flush(); [System.Threading.Thread]::Sleep(60000) }
    'drop' { $Out.GetType().GetField('_out', 'NonPublic, Instance').GetValue($Out).BaseStream.Dispose(); [System.Threading.Thread]::Sleep(60000) }
    'nothing' { }
    'fail' { throw "it went wrong: $($Request.text)" }
    'partly' { Send-Row ([ordered]@{ text = 'good' }); Send-ItemError 'bad' ([System.Management.Automation.ErrorRecord]::new([System.Exception]::new('this one failed'), 'Bad', 'NotSpecified', $null)) }
    'exit' { Send-Row ([ordered]@{ text = 'a row' }); $Out.Flush(); [System.Environment]::Exit([int]$Request.code) }
    'miscount' { Send-Row ([ordered]@{ text = 'a row' }); $Call.Rows = 2 }
    'garbage' { $Out.WriteLine('this is not JSON') }
    'long' { Send-Row ([ordered]@{ text = 'x' * [int]$Request.length }) }
    'noisy' { [Console]::Out.WriteLine('standard output'); [Console]::Error.WriteLine('standard error'); 'pipeline output'; $Host.UI.WriteLine('host') }
    'environment' { foreach ($name in [System.Environment]::GetEnvironmentVariables().Keys) { Send-Row ([ordered]@{ text = [string]$name }) } }
    default { throw "unknown operation '$($Request.op)'" }
  }
}
