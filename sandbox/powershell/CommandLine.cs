// The part of PowerShell's command line that is understood here; the last option wins, as in PowerShell.

namespace Countersign.PowerShellHost;

sealed record CommandLine(string? Command, string? File, string[] Rest, bool ShowVersion)
{
    static readonly HashSet<string> Flags = ["nologo", "noprofile", "noninteractive", "noexit", "login", "mta", "sta"];
    static readonly HashSet<string> Ignored = ["executionpolicy", "inputformat", "outputformat", "workingdirectory"];

    /// Null when an option is unknown; says so on standard error.
    public static CommandLine? Parse(string[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            string option = arguments[i].TrimStart('-', '/').ToLowerInvariant();
            bool hasValue = i + 1 < arguments.Length;
            if (!arguments[i].StartsWith('-')) return Script(arguments, i);
            if (option is "version" or "v") return new CommandLine(null, null, [], true);
            if (option is "command" or "c" && hasValue) return new CommandLine(string.Join(' ', arguments[(i + 1)..]), null, [], false);
            if (option is "file" or "f" && hasValue) return Script(arguments, i + 1);
            if (Ignored.Contains(option)) i++;
            else if (!Flags.Contains(option))
            {
                Console.Error.WriteLine($"unknown option {arguments[i]}");
                return null;
            }
        }
        return new CommandLine("-", null, [], false);
    }

    static CommandLine Script(string[] arguments, int at) =>
        new(null, Path.GetFullPath(arguments[at]), arguments[(at + 1)..], false);
}
